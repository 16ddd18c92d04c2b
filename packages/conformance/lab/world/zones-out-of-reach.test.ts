import { expect, test } from 'vitest';
import { POOL_MUTANTS } from '../mutants/pool-mutants.ts';
import { runWorld } from './run-world.ts';
import type { WorldEvent } from './world-event.ts';

const [A, B] = ['us-central1-a', 'us-central1-b'] as const;
const RECONCILE: WorldEvent = { do: 'reconcile', who: 0 };
const desire = (nodePort: number, zones: readonly string[], nodes: readonly number[] = [0]): WorldEvent => ({
  do: 'setDesired',
  cluster: 'one',
  ports: [{ nodePort }],
  zones,
  nodes,
});
const OUT: WorldEvent = { do: 'outOfReach', zone: B, isForListsAlone: true };
const SERVED = [desire(30_001, [A, B]), RECONCILE];

test.each([
  ['other nodes', desire(30_001, [A, B], [1])],
  ['other ports', desire(30_002, [A, B])],
  ['nodes in the other zone alone', desire(30_001, [A], [0])],
  ['nodes in this zone alone', desire(30_001, [B], [0])],
])('a zone goes out of reach, and %s are desired', async (_, desired) => {
  for (const isForListsAlone of [true, false]) {
    const out: WorldEvent = { ...OUT, isForListsAlone };
    await expect(runWorld([...SERVED, out, desired, RECONCILE, RECONCILE])).resolves.toBeUndefined();
    await expect(runWorld([out, ...SERVED, desired, RECONCILE])).resolves.toBeUndefined();
  }
});

test('who takes it for empty breaks the laws', async () => {
  const events = [...SERVED, OUT, desire(30_001, [A, B], [1]), RECONCILE];
  const takesForEmpty = POOL_MUTANTS['pool: takes a zone that is out of reach for empty'];
  await expect(runWorld(events, takesForEmpty)).rejects.toMatchObject({ law: 'honest-success' });
});
