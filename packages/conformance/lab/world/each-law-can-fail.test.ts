import { expect, test } from 'vitest';
import { POOL_MUTANTS } from '../mutants/pool-mutants.ts';
import type { PoolLaw } from './pool-laws.ts';
import { runWorld } from './run-world.ts';
import type { WorldEvent } from './world-event.ts';

const RECONCILE: WorldEvent = { do: 'reconcile', who: 0 };
const ONE = [{ nodePort: 30_001 }];
const desire = (ports: typeof ONE, nodes: readonly number[] = [0], zone = 'us-central1-a'): WorldEvent => ({
  do: 'setDesired',
  cluster: 'one',
  ports,
  zones: [zone],
  nodes,
});
const HTTPS = [{ nodePort: 30_001, protocol: 'HTTPS' as const }];
const SERVED = [desire(ONE), RECONCILE];

/** For each law, a pool that breaks it, and the events in which it does. */
const BREAKERS: Readonly<Record<PoolLaw, readonly [mutant: string, events: readonly WorldEvent[]]>> = {
  ownership: [
    'pool: deletes every backend service it can see',
    [...SERVED, { do: 'edit', edit: { do: 'ownService', name: 'theirs', timeoutSec: 31 } }, desire([]), RECONCILE],
  ],
  'foreign-untouched': [
    'pool: takes what is marked for another cluster',
    [{ do: 'edit', edit: { do: 'squat', cluster: 'one', nodePort: 30_001 } }, desire(ONE), RECONCILE],
  ],
  'no-clobbering': [
    'pool: sets what it has no opinion on',
    [
      ...SERVED,
      { do: 'edit', edit: { do: 'setTimeout', cluster: 'one', nodePort: 30_001, timeoutSec: 31 } },
      desire(HTTPS),
      RECONCILE,
    ],
  ],
  'desired-stays': ['pool: makes a backend service anew to change its protocol', [...SERVED, desire(HTTPS), RECONCILE]],
  'guarded-writes': ['pool: calls without a request id', SERVED],
  'make-before-break': [
    'pool: lets nodes leave before others are healthy',
    [
      ...SERVED,
      { do: 'ail', cluster: 'one', zone: 'us-central1-a', node: 1, how: 'down' },
      desire(ONE, [1]),
      RECONCILE,
    ],
  ],
  'honest-success': ['pool: deletes nothing', [...SERVED, desire([]), RECONCILE]],
  'bounded-calls': ['pool: asks without end', [{ do: 'fault', rule: { fault: { error: { code: 503 } } } }, ...SERVED]],
  convergence: ['pool: makes groups in one zone only', [desire(ONE, [0], 'us-central1-b')]],
  idempotence: ['pool: changes health checks without need', [desire(ONE)]],
};

test.each(Object.entries(BREAKERS))('%s', async (law, [mutant, events]) => {
  await expect(runWorld(events, POOL_MUTANTS[mutant])).rejects.toMatchObject({ law });
  await expect(runWorld(events)).resolves.toBeUndefined();
});
