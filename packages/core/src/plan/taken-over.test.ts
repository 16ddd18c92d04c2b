import { expect, test } from 'vitest';
import { testPool } from '../test-pool.test-support.ts';

const CART = { nodePort: 80, service: 'shop/cart', servicePort: 'http' };
const TILL = { nodePort: 80, service: 'shop/till', servicePort: 'http' };
const SETTINGS = { timeoutSec: 60, logConfig: { enable: true } };

test('a nodePort that another Service has now keeps settings of the former one, which is told when it is taken over', async () => {
  const { pool, cloud } = testPool({ resyncWithCloud: true });
  await pool.reconcile([{ ...CART, backendService: SETTINGS }]);
  expect((await pool.plan([CART])).notices).not.toContainEqual(
    expect.objectContaining({ message: expect.stringContaining('was that of') }),
  );
  const { notices } = await pool.reconcile([TILL]);
  expect(notices).toEqual([
    {
      about: 'global/backendServices/k8s-be-80',
      message:
        'was that of shop/cart:http and keeps its timeoutSec and logConfig, of which shop/till:http (nodePort 80) says nothing; a BackendConfig does',
    },
  ]);
  await expect(cloud.getBackendService('k8s-be-80')).resolves.toMatchObject(SETTINGS);
});

test('nothing is told where the new one says it, or there is nothing to keep', async () => {
  const { pool } = testPool({ resyncWithCloud: true });
  await pool.reconcile([{ ...CART, backendService: SETTINGS }]);
  expect((await pool.plan([{ ...TILL, backendService: { ...SETTINGS, timeoutSec: 10 } }])).notices).toEqual([]);
  await pool.reconcile([{ ...CART, nodePort: 81 }]);
  expect((await pool.plan([{ ...TILL, nodePort: 81 }])).notices).toEqual([]);
});

test('what another nodePort of a Service has not of the former one is told when it is made', async () => {
  const { pool, cloud } = testPool({ resyncWithCloud: true });
  await pool.reconcile([CART]);
  const { fingerprint } = await cloud.getBackendService('k8s-be-80');
  await cloud.patchBackendService('k8s-be-80', { fingerprint, ...SETTINGS });
  await cloud.setSecurityPolicy('k8s-be-80', 'global/securityPolicies/armour');
  const { notices } = await pool.plan([{ ...CART, nodePort: 90, backendService: { timeoutSec: 10 } }]);
  expect(notices).toEqual([
    {
      about: 'global/backendServices/k8s-be-90',
      message:
        'takes the place of global/backendServices/k8s-be-80 without its logConfig and securityPolicy, of which shop/cart:http (nodePort 90) says nothing; a BackendConfig does',
    },
  ]);
  await pool.reconcile([CART, { ...TILL, nodePort: 90 }]);
  expect((await pool.plan([{ ...CART, nodePort: 90 }])).notices).toEqual([]);
});
