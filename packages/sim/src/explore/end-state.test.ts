import { expect, test } from 'vitest';
import { PROJECT, send } from '../../test/explored-programs.ts';
import { explore, honestSuccess } from './index.ts';
import type { Program } from './index.ts';

/** Does something until it is done; what failed is done again. */
const persistently =
  (path: string, body: object): Program =>
  async ({ fetch }) => {
    for (;;) {
      let operation = await send(fetch, 'POST', PROJECT + path, body);
      while (operation.status !== 'DONE') operation = await send(fetch, 'GET', operation.selfLink ?? '');
      if (operation.error === undefined) return;
    }
  };

test.each([
  ['that is reserved', '/global/addresses', { name: 'a' }],
  [
    'of a network',
    '/regions/us-central1/addresses',
    { name: 'a', addressType: 'INTERNAL', subnetwork: 'regions/us-central1/subnetworks/default' },
  ],
  [
    'of a forwarding rule',
    '/regions/us-central1/forwardingRules',
    { name: 'a', loadBalancingScheme: 'EXTERNAL', target: 'regions/us-central1/targetPools/t', portRange: '80' },
  ],
])('an address %s is another where it is made again, and that is no difference', async (_, path, body) => {
  const pool: Program = persistently('/regions/us-central1/targetPools', { name: 't' });
  const program: Program = async (context) => {
    if (path.endsWith('forwardingRules')) await pool(context);
    await persistently(path, body)(context);
  };
  const { covered } = await explore(program, {
    hosts: 'left',
    faults: ['operationFails'],
    crashes: false,
    invariant: honestSuccess(),
  });
  expect(covered.faults.run).toBeGreaterThan(0);
  expect(covered.faults.run).toBe(covered.faults.of);
});
