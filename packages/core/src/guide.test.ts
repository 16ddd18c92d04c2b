import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, expect, test } from 'vitest';
import { testPool } from './test-pool.test-support.ts';
import { DEFAULT_REMOVAL_CAP } from './plan/removal-cap.ts';
import type { ServicePort } from './ports/service-port.ts';

const guide = await readFile(new URL('../../../docs/pool.md', import.meta.url), 'utf8');
const example = new URL(`../dist/guide-example-${process.pid}.ts`, import.meta.url);

afterAll(() => rm(example, { force: true }));

test('the ports of the guide are served as it says, and a second run finds nothing to do', async () => {
  const [, code = ''] = /```ts title="desired"\n([\s\S]*?)```/.exec(guide) ?? [];
  await mkdir(new URL('.', example), { recursive: true });
  await writeFile(example, code);
  // The example exports exactly this; the test fails if it does not.
  const { desired } = (await import(example.href)) as { desired: (ServicePort | number)[] };
  const { cloud, pool } = testPool();
  await pool.reconcile(desired);
  expect([...cloud.state.services.keys()].toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    'global/backendServices/k8s-be-30001',
    'global/backendServices/k8s-be-30002',
    'regions/us-central1/backendServices/k8s-be-30003',
  ]);
  await expect(pool.reconcile(desired)).resolves.toMatchObject({ outcomes: [] });
});

test('the mark is the one that the guide shows', async () => {
  const [, mark = ''] = /```json\n([\s\S]*?)```/.exec(guide) ?? [];
  const { cloud, pool } = testPool();
  await pool.add({ nodePort: 80, key: 'shop/cart/http' });
  const { description = '' } = await cloud.getBackendService('k8s-be-80');
  expect(JSON.parse(description)).toEqual({ ...JSON.parse(mark), 'gcepool/cluster': '' });
});

test('the cap is the one that the guide names', () => {
  expect(guide).toContain('removes at most half of those that exist, and one always');
  expect(DEFAULT_REMOVAL_CAP).toEqual({ free: 1, share: 0.5 });
});
