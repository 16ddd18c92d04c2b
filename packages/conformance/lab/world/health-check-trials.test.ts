import { expect, test } from 'vitest';
import { POOL_MUTANTS } from '../mutants/pool-mutants.ts';
import { runWorld } from './run-world.ts';
import type { Wishes, WorldEvent } from './world-event.ts';
import { DEAF_PORT } from './world-simulator.ts';

const want = (ports: Wishes['ports']): WorldEvent => ({
  do: 'setDesired',
  cluster: 'one',
  ports,
  zones: ['us-central1-a', 'us-central1-b'],
  nodes: [0, 1],
});
const RECONCILE: WorldEvent = { do: 'reconcile', who: 0 };
const DEAF: WorldEvent = { do: 'ail', cluster: 'one', zone: 'us-central1-b', node: 1, how: 'deaf' };

/** Another path, and another protocol, which one of four nodes does not answer. */
const CHANGES: readonly (readonly [string, Wishes['ports']])[] = [
  ['what it asks', [{ nodePort: 30_001, healthCheck: { httpHealthCheck: { port: DEAF_PORT } } }]],
  ['its type', [{ nodePort: 30_001, protocol: 'HTTPS', healthCheck: { httpsHealthCheck: { port: DEAF_PORT } } }]],
];

/** A port is served; a node falls deaf; and its health check is to change. */
const changed = (ports: Wishes['ports']): WorldEvent[] => [want([{ nodePort: 30_001 }]), RECONCILE, DEAF, want(ports)];

test.each(CHANGES)('a health check changes %s, which a node does not pass: it goes on serving', async (_, ports) => {
  await expect(runWorld([...changed(ports), RECONCILE, RECONCILE])).resolves.toBeUndefined();
});

test.each(CHANGES)('the same by two replicas: %s', async (_, ports) => {
  const together: WorldEvent = { do: 'together', who: [0, 1], edits: [], switches: [] };
  for (let after = 1; after <= 60; after += 12) {
    const switches = [{ after, to: 1 }];
    await expect(runWorld([...changed(ports), { ...together, switches }, RECONCILE])).resolves.toBeUndefined();
  }
});

test.each(CHANGES)('killed on the way while %s changes, the next run watches or puts back', async (_, ports) => {
  for (let at = 5; at <= 45; at += 3) {
    const crash: WorldEvent = { do: 'crash', who: 0, at, isDone: at % 2 === 0 };
    await expect(runWorld([...changed(ports), crash, RECONCILE])).resolves.toBeUndefined();
  }
});

test.each([
  ['getHealth', 1],
  ['getHealth', 3],
  ['healthChecks.get', 1],
  ['healthChecks.update', 1],
  ['healthChecks.patch', 1],
  ['backendServices.get', 1],
])('a fault of %s does no harm', async (method, times) => {
  for (let after = 0; after < 4; after += 1) {
    const fault: WorldEvent = {
      do: 'fault',
      rule: { fault: { error: { code: 403 } }, method: method.includes('.') ? method : `*.${method}`, times, after },
    };
    for (const [, ports] of CHANGES) {
      await expect(runWorld([...changed(ports), fault, RECONCILE, RECONCILE])).resolves.toBeUndefined();
    }
  }
});

test.each(['pool: puts no health check back', 'pool: takes who fails a health check for healthy'])(
  '%s: that is noticed',
  async (mutant) => {
    for (const [, ports] of CHANGES) {
      const broken = runWorld([...changed(ports), RECONCILE], POOL_MUTANTS[mutant]);
      await expect(broken).rejects.toMatchObject({ law: 'make-before-break' });
    }
  },
);
