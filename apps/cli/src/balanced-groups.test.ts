import { afterEach, beforeEach, expect, test } from 'vitest';
import { clusterOnSimulator } from './cluster-on-simulator.test-support.ts';
import type { ClusterOnSimulator } from './cluster-on-simulator.test-support.ts';

let cluster: ClusterOnSimulator;
beforeEach(async () => {
  cluster = await clusterOnSimulator();
});
afterEach(() => cluster.close());

const make = (path: string, body: object): void => {
  cluster.send('POST', path, body);
  // Work is finished when the next one reads.
  cluster.send('GET', 'global/operations');
  cluster.send('GET', 'zones/us-central1-a/operations');
};
test('ingress-gce#2215: a machine of another load-balanced group is told with that group, and the others join', async () => {
  const flags = await cluster.services(30_080);
  const nodes = await cluster.nodes('n1', 'n2');
  const group = 'zones/us-central1-a/instanceGroups/theirs';
  make('zones/us-central1-a/instanceGroups', { name: 'theirs', network: 'global/networks/default' });
  make(`${group}/addInstances`, { instances: [{ instance: 'zones/us-central1-a/instances/n2' }] });
  make('global/healthChecks', { name: 'h', type: 'HTTP', httpHealthCheck: { port: 80 } });
  make('global/backendServices', {
    name: 'web',
    healthChecks: ['global/healthChecks/h'],
    backends: [{ group, balancingMode: 'UTILIZATION' }],
  });
  const { code, out } = await cluster.run('reconcile', ...flags, ...nodes);
  expect(code).toBe(1);
  expect(out).toContain(`n2 is a member of ${group}, which backendServices/web balances`);
  expect(cluster.members()).toEqual(['n1']);
});
