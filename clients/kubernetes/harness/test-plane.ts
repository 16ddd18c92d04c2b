import process from 'node:process';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { ControlPlane } from './control-plane.ts';
import type { Servers } from './control-plane.ts';
import { install } from './installed.ts';
import type { JudgedCloud } from './judged-cloud.ts';
import { World } from './world.ts';

/** One control plane for the tests of a file; what it resolves to begins a world of its own for one test. */
export function testPlane(): (cloud?: JudgedCloud) => Promise<World> {
  let plane: ControlPlane | undefined;
  beforeAll(async () => {
    plane = await ControlPlane.start(servers());
    await install(plane);
  });
  afterAll(() => plane?.close());
  return async (cloud) => {
    if (plane === undefined) throw new Error('no control plane was started');
    const world = await World.begin(plane, cloud);
    onTestFinished(() => world.end());
    return world;
  };
}

function servers(): Servers {
  const { GCEPOOL_TEST_ETCD: etcd, GCEPOOL_TEST_APISERVER: apiServer } = process.env;
  if (etcd === undefined || apiServer === undefined)
    throw new Error('these tests need etcd and kube-apiserver: npm run kubernetes');
  return { etcd, apiServer };
}
