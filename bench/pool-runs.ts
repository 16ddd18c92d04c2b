import type { Backends, Cloud, CloudBackendPoolOptions } from '@gcepool/core';
import { Namer, newBackendPool } from '@gcepool/core';
import { createGceCloud } from '@gcepool/gce';
import type { Simulator } from '@gcepool/sim';
import type { Cost, Situation } from './pool-situations.ts';
import { OPERATION_MS, REQUEST_MS, desiredIn } from './pool-situations.ts';
import { VirtualTime } from './virtual-time.ts';

/** A pool that is a process of its own, and what its requests cost so far. */
export interface MeasuredPool {
  readonly pool: Backends;
  readonly cost: () => Cost;
}

const READS = /\/(?:getHealth|listInstances)$/;

/** This pool, as a process of its own that knows nothing of those before, through Google's client. */
export function measuredPool(
  simulator: Simulator,
  zones: readonly string[],
  options: Partial<CloudBackendPoolOptions> = {},
): MeasuredPool {
  const time = new VirtualTime();
  const counts = { reads: 0, changes: 0, waits: 0 };
  const fetchSlowly: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const isWait = url.pathname.endsWith('/wait');
    const isRead = (init?.method ?? 'GET') === 'GET' || READS.test(url.pathname);
    const kind = isWait ? 'waits' : isRead ? 'reads' : 'changes';
    counts[kind] += 1;
    await time.sleepAtWork(isWait ? Math.max(REQUEST_MS, OPERATION_MS) : REQUEST_MS);
    return simulator.fetch(input, init);
  };
  const cloud = announced(createGceCloud({ project: 'bench', fetch: fetchSlowly }), time);
  const random = (): number => Math.random();
  const clock = { now: time.now, sleep: time.sleep, random };
  const behaviour = { resyncWithCloud: true, removalCap: false, ...options } as const;
  const pool = newBackendPool({ cloud, namer: new Namer('uid'), zones, clock, ...behaviour });
  return { pool, cost: () => ({ ...counts, seconds: time.now() / 1_000 }) };
}

/** What a situation costs a new pool. */
export async function runPool(simulator: Simulator, situation: Situation, P: number, Z: number): Promise<Cost> {
  const { ports, zones } = desiredIn(situation, P, Z);
  const { pool, cost } = measuredPool(simulator, zones);
  await (situation === 'shutdown' ? pool.shutdown() : pool.reconcile(ports));
  return cost();
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
