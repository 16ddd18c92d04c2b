import { expect, test } from 'vitest';
import type { BackendServiceSettings } from '../ports/service-port.ts';
import { testPool } from '../test-pool.test-support.ts';

const port = (backendService?: BackendServiceSettings) => ({
  nodePort: 80,
  key: 'shop/cart/http',
  ...(backendService && { backendService }),
});
const ABOUT = 'global/backendServices/k8s-be-80';
const POLICY = 'global/securityPolicies/armour';

/** What a pool tells of a port that is asked for in one way after the other. */
async function toldInTurn(...wishes: readonly (BackendServiceSettings | undefined)[]) {
  const { pool, cloud } = testPool({ resyncWithCloud: true });
  const told: (readonly string[])[] = [];
  for (const wish of wishes) {
    const { notices } = await pool.reconcile([port(wish)]);
    expect(notices.every(({ about }) => about === ABOUT)).toBe(true);
    told.push(notices.map(({ message }) => /keeps its (.*), which the pool has set/.exec(message)?.[1] ?? message));
  }
  return { told, service: await cloud.getBackendService('k8s-be-80') };
}

test('what the pool has set and is not asked for any more stays, and is told until somebody says otherwise', async () => {
  const { told, service } = await toldInTurn(
    { timeoutSec: 60, connectionDraining: { drainingTimeoutSec: 20 } },
    { connectionDraining: { drainingTimeoutSec: 20 } },
    undefined,
    { timeoutSec: 30 },
    { connectionDraining: { drainingTimeoutSec: 0 } },
    undefined,
  );
  expect(told).toEqual([
    [],
    ['timeoutSec'],
    ['timeoutSec and connectionDraining.drainingTimeoutSec'],
    ['connectionDraining.drainingTimeoutSec'],
    [],
    [],
  ]);
  expect(service).toMatchObject({ timeoutSec: 30, connectionDraining: { drainingTimeoutSec: 0 } });
});

test('a part of a setting that is not asked for any more is told as well', async () => {
  const { told } = await toldInTurn(
    { logConfig: { enable: true, sampleRate: 0.5 }, customRequestHeaders: ['A: 1', 'B: 2'] },
    { logConfig: { enable: true }, customRequestHeaders: ['A: 1'] },
    { logConfig: { enable: false } },
  );
  expect(told).toEqual([[], ['logConfig.sampleRate'], ['customRequestHeaders']]);
});

test('a security policy, whose call writes no description, is noted all the same', async () => {
  const { told, service } = await toldInTurn(undefined, { securityPolicy: POLICY }, undefined, { securityPolicy: '' });
  expect(told).toEqual([[], [], ['securityPolicy'], []]);
  expect(service.securityPolicy ?? '').toBe('');
});

test('what was set by hand is nobody’s wish, and is not told', async () => {
  const { pool, cloud } = testPool({ resyncWithCloud: true });
  await pool.reconcile([port()]);
  const { fingerprint } = await cloud.getBackendService('k8s-be-80');
  await cloud.patchBackendService('k8s-be-80', { fingerprint, timeoutSec: 77 });
  expect((await pool.reconcile([port({ logConfig: { enable: true } })])).notices).toEqual([]);
  expect((await pool.reconcile([port({ logConfig: { enable: false } })])).notices).toEqual([]);
});

test('what is noted costs no change of its own', async () => {
  const { pool, cloud } = testPool({ resyncWithCloud: true });
  await pool.reconcile([port({ timeoutSec: 60 })]);
  const before = cloud.mutations;
  await pool.reconcile([port()]);
  await pool.reconcile([port({ timeoutSec: 60 })]);
  expect(cloud.mutations).toBe(before);
});
