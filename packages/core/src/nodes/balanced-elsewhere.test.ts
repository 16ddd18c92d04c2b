import { beforeEach, expect, test } from 'vitest';
import { InMemoryCloud } from '../cloud/in-memory-cloud.test-support.ts';
import { lastSegment } from '../cloud/link.ts';
import { refusal } from '../cloud/refusal.test-support.ts';
import type { Backends } from '../backends.ts';
import { testPool } from '../test-pool.test-support.ts';

let cloud: InMemoryCloud;
let pool: Backends;

const node = (name: string, zone = 'a'): { name: string; zone: string } => ({ name, zone });
const members = async (): Promise<string[]> =>
  (await cloud.listInstances('k8s-ig', 'a')).map((member) => lastSegment(member)).toSorted();
const calls = (method: string): string[] => cloud.calls.filter((call) => call.startsWith(method));

/** A group of others has n2, and one of their backend services balances it. */
beforeEach(async () => {
  ({ cloud, pool } = testPool({ cloud: new InMemoryCloud(['a', 'b']) }));
  await pool.sync([80]);
  for (const zone of ['a', 'b']) await cloud.createInstanceGroup({ name: 'theirs' }, zone);
  await cloud.addInstances('theirs', 'a', ['n2']);
  await cloud.createHealthCheck({ name: 'h', type: 'HTTP' });
  const backends = ['a', 'b'].map((zone) => ({
    group: cloud.link(`zones/${zone}/instanceGroups/theirs`),
    balancingMode: 'UTILIZATION' as const,
  }));
  await cloud.createBackendService({ name: 'web', backends, healthChecks: [cloud.link('global/healthChecks/h')] });
  await pool.nodes.sync([node('n1')]);
  cloud.calls.length = 0;
});

test('an instance of a load-balanced group of others is told with that group, and keeps nobody out', async () => {
  await expect(pool.nodes.sync([node('n1'), node('n2'), node('n3')])).rejects.toThrow(
    'addInstances zones/a/instanceGroups/k8s-ig failed: n2 is a member of zones/a/instanceGroups/theirs, which ' +
      'backendServices/web balances, and an instance may be in one load-balanced group; take it out of there first',
  );
  await expect(members()).resolves.toEqual(['n1', 'n3']);
  expect(calls('addInstances')).toEqual(['addInstances zones/a/instanceGroups/k8s-ig n3']);
});

test('it is not tried, and what it was to replace stays', async () => {
  await expect(pool.nodes.sync([node('n2')])).rejects.toThrow(/n2 is a member of .*n1 left in until/s);
  expect(calls('addInstances')).toEqual([]);
  await expect(members()).resolves.toEqual(['n1']);
});

test('groups of other zones are not read, nor any where nothing joins', async () => {
  await pool.nodes.sync([node('n1'), node('n3')]);
  await pool.nodes.sync([node('n1'), node('n3')]);
  expect(calls('listInstances').filter((call) => call.includes('theirs'))).toEqual([
    'listInstances zones/a/instanceGroups/theirs',
  ]);
});

test('a group that nothing balances bars nobody, and neither does one that cannot be read', async () => {
  cloud.refuse = (call) =>
    call === 'listInstances zones/a/instanceGroups/theirs' ? refusal(403, 'forbidden', 'no') : undefined;
  await pool.nodes.sync([node('n1'), node('n2')]);
  await expect(members()).resolves.toEqual(['n1', 'n2']);
  cloud.refuse = () => undefined;
  await cloud.deleteBackendService('web');
  await cloud.addInstances('theirs', 'a', ['n4']);
  await pool.nodes.sync([node('n1'), node('n2'), node('n4')]);
  await expect(members()).resolves.toEqual(['n1', 'n2', 'n4']);
});
