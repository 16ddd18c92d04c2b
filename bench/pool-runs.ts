import type { Cloud } from '@gcepool/core';
import { Namer, newBackendPool } from '@gcepool/core';
import { createGceCloud } from '@gcepool/gce';
import type { Simulator } from '@gcepool/sim';
import type { Cost, Situation } from './pool-situations.ts';
import { OPERATION_MS, REQUEST_MS, desiredIn } from './pool-situations.ts';
import { VirtualTime } from './virtual-time.ts';

/** This pool, as a process of its own that knows nothing of those before, through Google's client. */
export async function runPool(simulator: Simulator, situation: Situation, P: number, Z: number): Promise<Cost> {
  const time = new VirtualTime();
  const counts = { reads: 0, changes: 0, waits: 0 };
  const fetchSlowly: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const isWait = url.pathname.endsWith('/wait');
    const kind = isWait ? 'waits' : (init?.method ?? 'GET') === 'GET' ? 'reads' : 'changes';
    counts[kind] += 1;
    await time.sleepAtWork(isWait ? Math.max(REQUEST_MS, OPERATION_MS) : REQUEST_MS);
    return simulator.fetch(input, init);
  };
  const cloud = announced(createGceCloud({ project: 'bench', fetch: fetchSlowly }), time);
  const { ports, zones } = desiredIn(situation, P, Z);
  const random = (): number => Math.random();
  const clock = { now: time.now, sleep: time.sleep, random };
  const namer = new Namer('uid');
  const pool = newBackendPool({ cloud, namer, zones, clock, resyncWithCloud: true, removalCap: false });
  await (situation === 'shutdown' ? pool.shutdown() : pool.reconcile(ports));
  return { ...counts, seconds: time.now() / 1_000 };
}

/** The same cloud, whose calls hold the time while they run for real. */
function announced(cloud: Cloud, time: VirtualTime): Cloud {
  return new Proxy(cloud, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function' || key === 'link' || key === 'inRegion') return member;
      return (...parameters: unknown[]) => time.work(async () => Reflect.apply(member, target, parameters) as unknown);
    },
  });
}
