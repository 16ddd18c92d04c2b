import type { Backends } from './backends.ts';
import type { CloudBackendPoolOptions } from './backend-pool-options.ts';
import { InMemoryCloud } from './cloud/in-memory-cloud.test-support.ts';
import { Namer } from './names/namer.ts';
import { newBackendPool } from './new-backend-pool.ts';

/** A cloud, and a pool over it whose clock stands still until it is moved. */
export interface TestPool {
  readonly cloud: InMemoryCloud;
  readonly pool: Backends;
  readonly clock: { time: number; now(): number };
}

/** A pool of an empty cluster name over one zone, as the tests of 2017 have it; it removes as much as it is asked to. */
export function testPool(options: Partial<CloudBackendPoolOptions> & { cloud?: InMemoryCloud } = {}): TestPool {
  const cloud = options.cloud ?? new InMemoryCloud();
  const clock = { time: 0, now: () => clock.time };
  const pool = newBackendPool({ namer: new Namer(), clock, removalCap: false, ...options, cloud });
  return { cloud, pool, clock };
}

/** Names of all backend services, sorted. */
export async function serviceNames(cloud: InMemoryCloud): Promise<string[]> {
  return (await cloud.listBackendServices()).map(({ name = '' }) => name).toSorted((a, b) => (a < b ? -1 : 1));
}

/** Names of all health checks, sorted. */
export async function checkNames(cloud: InMemoryCloud): Promise<string[]> {
  return (await cloud.listHealthChecks()).map(({ name = '' }) => name).toSorted((a, b) => (a < b ? -1 : 1));
}
