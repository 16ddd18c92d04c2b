import { describe, expect, test } from 'vitest';
import { InMemoryCloud } from './cloud/in-memory-cloud.test-support.ts';
import { Namer } from './names/namer.ts';
import { newBackendPool } from './new-backend-pool.ts';
import type { Backends } from './backends.ts';
import type { CloudBackendPoolOptions } from './backend-pool-options.ts';

/* The fewest calls by which each situation can be mastered, for any number of ports P and zones Z. */

const zonesOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `zone-${index}`);
const portsOf = (count: number): number[] => Array.from({ length: count }, (_, index) => 20_000 + index);

/** A pool whose zones are known, as a cluster knows them, and that removes as much as it is asked to. */
function poolOf(cloud: InMemoryCloud, zones: number, options: Partial<CloudBackendPoolOptions> = {}): Backends {
  return newBackendPool({
    cloud,
    namer: new Namer('uid'),
    zones: zonesOf(zones),
    resyncWithCloud: true,
    removalCap: false,
    ...options,
  });
}

/** Reads and changes that `work` makes. */
async function counted(
  cloud: InMemoryCloud,
  work: () => Promise<unknown>,
): Promise<{ reads: number; changes: number }> {
  cloud.calls.length = 0;
  await work();
  return { reads: cloud.calls.length - cloud.mutations, changes: cloud.mutations };
}

/** One list each of backend services, health checks and instance groups. */
const LISTS = 3;

const sizes = [1, 10, 100].flatMap((P) => [1, 3, 10].map((Z) => ({ P, Z, k: Math.min(P, 3) })));

describe.each(sizes)('with $P ports in $Z zones', ({ P, Z, k }) => {
  const ports = portsOf(P);

  test('cold start', async () => {
    const cloud = new InMemoryCloud();
    const counts = await counted(cloud, () => poolOf(cloud, Z).reconcile(ports));
    expect(counts).toEqual({ reads: LISTS, changes: Z + 2 * P });
  });

  test('steady state, by the same pool, a new one, sync and reconcile', async () => {
    const cloud = new InMemoryCloud();
    const pool = poolOf(cloud, Z);
    await pool.reconcile(ports);
    for (const work of [
      () => pool.sync(ports),
      () => pool.reconcile(ports),
      () => poolOf(cloud, Z).sync(ports),
      () => poolOf(cloud, Z).reconcile(ports),
    ]) {
      await expect(counted(cloud, work)).resolves.toEqual({ reads: LISTS, changes: 0 });
    }
  });

  test(`${k} ports added`, async () => {
    const cloud = new InMemoryCloud();
    const pool = poolOf(cloud, Z);
    await pool.reconcile(ports);
    const counts = await counted(cloud, () => pool.reconcile(portsOf(P + k)));
    expect(counts).toEqual({ reads: LISTS, changes: Z + 2 * k });
  });

  test(`${k} ports removed`, async () => {
    const cloud = new InMemoryCloud();
    const pool = poolOf(cloud, Z);
    await pool.reconcile(ports);
    const counts = await counted(cloud, () => pool.reconcile(portsOf(P - k)));
    expect(counts).toEqual({ reads: LISTS, changes: 2 * k });
  });

  test(`${k} ports removed, with their named ports`, async () => {
    const cloud = new InMemoryCloud();
    const pool = poolOf(cloud, Z, { namedPorts: 'prune' });
    await pool.reconcile(ports);
    const counts = await counted(cloud, () => pool.reconcile(portsOf(P - k)));
    expect(counts).toEqual({ reads: LISTS, changes: 2 * k + Z });
    const groups = await cloud.listInstanceGroups();
    expect(groups.map(({ namedPorts = [] }) => namedPorts.length)).toEqual(Array(Z).fill(P - k));
  });

  test('a zone added', async () => {
    const cloud = new InMemoryCloud();
    await poolOf(cloud, Z).reconcile(ports);
    const counts = await counted(cloud, () => poolOf(cloud, Z + 1).reconcile(ports));
    expect(counts).toEqual({ reads: LISTS, changes: 1 + P });
  });

  test('shutdown', async () => {
    const cloud = new InMemoryCloud();
    await poolOf(cloud, Z).reconcile(ports);
    const counts = await counted(cloud, () => poolOf(cloud, Z).shutdown());
    expect(counts).toEqual({ reads: LISTS, changes: 2 * P + Z });
  });

  test('with a trusted memory: no reads at all, until it is too old', async () => {
    const cloud = new InMemoryCloud();
    const clock = { time: 0, now: () => clock.time };
    const pool = poolOf(cloud, Z, { clock, trustMs: 60_000 });
    await pool.reconcile(ports);
    await expect(counted(cloud, () => pool.sync(ports))).resolves.toEqual({ reads: 0, changes: 0 });
    await expect(counted(cloud, () => pool.reconcile(portsOf(P - k)))).resolves.toEqual({ reads: 0, changes: 2 * k });
    clock.time = 60_000;
    await expect(counted(cloud, () => pool.reconcile(portsOf(P - k)))).resolves.toEqual({ reads: LISTS, changes: 0 });
    const added = await counted(cloud, () => pool.sync(ports));
    // What goes with the last port, or a group that has lost none, needs no change.
    expect(added).toEqual({ reads: 0, changes: 2 * k });
    await expect(counted(cloud, () => pool.shutdown())).resolves.toEqual({ reads: 0, changes: 2 * P + Z });
  });
});

test('a memory whose fingerprints are spent is not used for a change that needs them', async () => {
  const cloud = new InMemoryCloud();
  const pool = poolOf(cloud, 2, { clock: { now: () => 0 }, trustMs: 60_000 });
  await pool.sync([80]);
  await expect(counted(cloud, () => pool.sync([80, 81]))).resolves.toEqual({ reads: LISTS, changes: 4 });
  await expect(counted(cloud, () => pool.sync([80, 81]))).resolves.toEqual({ reads: 0, changes: 0 });
});

test('a memory is not trusted after a failure', async () => {
  const cloud = new InMemoryCloud();
  const pool = poolOf(cloud, 1, { clock: { now: () => 0 }, trustMs: 60_000 });
  cloud.refuse = (call) => (call.startsWith('createBackendService') ? new Error('no') : undefined);
  await expect(pool.sync([80])).rejects.toThrow('no');
  cloud.refuse = () => undefined;
  await expect(counted(cloud, () => pool.sync([80]))).resolves.toEqual({ reads: LISTS, changes: 1 });
});

test('one port is deleted with two lists that are filtered down to it', async () => {
  const cloud = new InMemoryCloud();
  const pool = poolOf(cloud, 3);
  await pool.sync(portsOf(20));
  await expect(counted(cloud, () => pool.delete(20_003))).resolves.toEqual({ reads: 2, changes: 2 });
});

test('every zone that does not name its zones asks for them once', async () => {
  const cloud = new InMemoryCloud();
  const pool = newBackendPool({ cloud, namer: new Namer('uid') });
  await pool.sync([80]);
  await expect(counted(cloud, () => pool.sync([80]))).resolves.toEqual({ reads: LISTS + 1, changes: 0 });
});
