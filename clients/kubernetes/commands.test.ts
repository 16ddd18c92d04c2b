import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { PROJECT } from './harness/judged-cloud.ts';
import { bin } from './harness/replica.ts';
import { testPlane } from './harness/test-plane.ts';
import { SHOP } from './harness/world.ts';
import type { World } from './harness/world.ts';

const begin = testPlane();

/** Commands of a person whose kubeconfig has a context for this API server, and another one that is current. */
async function person({ plane, cloud }: World) {
  const folder = await mkdtemp(join(tmpdir(), 'gcepool-person-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const config = await plane.adminConfig();
  const [here] = config.contexts;
  if (here === undefined) throw new Error('there is no context');
  config.contexts = [
    here,
    { ...here, name: 'there', cluster: 'there' },
    { ...here, name: 'stranger', user: 'stranger' },
  ];
  config.clusters = [...config.clusters, { name: 'there', server: 'https://127.0.0.1:1', skipTLSVerify: true }];
  config.users = [...config.users, { name: 'stranger', token: 'of nobody' }];
  config.setCurrentContext('there');
  const file = join(folder, 'config');
  await writeFile(file, config.exportConfig());
  const endpoint = await cloud.serve('person');
  const given = [
    '--kube',
    '--kubeconfig',
    file,
    '--cluster',
    'shop',
    '--project',
    PROJECT,
    '--endpoint',
    endpoint.href,
  ];
  return async (command: string, ...args: readonly string[]) => {
    const argv = ['--conditions=@gcepool/source', bin, command, ...given, ...args];
    return promisify(execFile)(process.execPath, argv).then(
      ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
      (error: unknown) => {
        // What execFile rejects with has what was printed.
        const { code, stdout, stderr } = error as {
          readonly code: number;
          readonly stdout: string;
          readonly stderr: string;
        };
        return { code, said: stdout + stderr };
      },
    );
  };
}

test('plan, sync, reconcile and status read the API server, of the context, namespace and labels that are named', async () => {
  const world = await begin();
  const { cloud, core } = world;
  await world.addNode('n1');
  await world.addService(30_001, 'cart');
  await world.addService(30_002, 'till');
  const patch = [{ op: 'add', path: '/metadata/labels', value: { pool: 'yes' } }];
  await core.patchNamespacedService({ name: 'till', namespace: SHOP, body: patch });
  const run = await person(world);
  const chosen = ['--context', 'here', '--namespace', SHOP, '--selector', 'pool=yes'];

  const planned = await run('plan', ...chosen);
  expect(planned).toMatchObject({ code: 0, said: expect.stringContaining('k8s-be-30002--shop') });
  expect(planned.said).not.toContain('30001');
  expect(cloud.changes()).toEqual([]);
  expect(await run('plan', '--context', 'here', '--namespace', 'default')).toMatchObject({
    code: expect.any(Number),
    said: expect.stringContaining('look at --namespace, --selector and --select'),
  });

  expect(await run('sync', ...chosen)).toMatchObject({ code: 0 });
  expect(cloud.served()).toEqual([30_002]);
  expect(cloud.servedBy(30_002)).toEqual(['n1']);
  expect(await run('status', ...chosen)).toMatchObject({ code: 0, said: expect.stringContaining('shop/till:http') });
  expect(await run('status', '--context', 'here')).toMatchObject({
    code: 1,
    said: expect.stringContaining('no backend service k8s-be-30001--shop'),
  });

  expect(await run('reconcile', '--context', 'here')).toMatchObject({ code: 0 });
  expect(cloud.served()).toEqual([30_001, 30_002]);
  expect(await run('plan', '--context', 'here', '--gc', '--exit-code')).toMatchObject({ code: 0 });
  await world.removeService(30_001, 'cart');
  expect(await run('plan', '--context', 'here', '--gc', '--exit-code')).toMatchObject({ code: 2 });
  expect(await run('reconcile', '--context', 'here')).toMatchObject({ code: 0 });
  expect(cloud.served()).toEqual([30_002]);
  expect(cloud.breaches).toEqual([]);
});

test('an API server that does not answer, or refuses, is told, and changes nothing', async () => {
  const world = await begin();
  const { cloud } = world;
  await world.addNode('n1');
  await world.addService(30_001);
  const run = await person(world);
  for (const [context, why] of [
    ['there', 'ECONNREFUSED'],
    ['stranger', 'Unauthorized'],
    ['elsewhere', 'there are here, there, stranger'],
  ] as const) {
    const { code, said } = await run('reconcile', '--context', context);
    expect(said).toContain(why);
    expect(code).not.toBe(0);
  }
  expect(cloud.changes()).toEqual([]);
});
