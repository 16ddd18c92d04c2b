import { afterEach, beforeEach, expect, test } from 'vitest';
import { clusterOnSimulator } from './cluster-on-simulator.test-support.ts';
import type { ClusterOnSimulator } from './cluster-on-simulator.test-support.ts';

let cluster: ClusterOnSimulator;
beforeEach(async () => {
  cluster = await clusterOnSimulator();
});
afterEach(() => cluster.close());

const [A, B] = ['us-central1-a', 'us-central1-b'];
const TOLD = `zones/${B} was left as it is, its group, nodes and backends with it: GCE could not reach it; the next run looks again`;

test('a zone out of reach is told, and all else is done', async () => {
  const both = ['--zones', `${A},${B}`];
  const nodes = await cluster.nodes('n1');
  await cluster.run('sync', ...(await cluster.services(30_080)), ...both, ...nodes);
  cluster.simulator.faults.add({ fault: { unreachable: [`zones/${B}`] } });

  const more = [...(await cluster.services(30_080, 30_081)), ...both, ...(await cluster.nodes('n1', 'n2'))];
  const planned = await cluster.run('plan', ...more);
  expect(planned.code).toBe(1);
  expect(planned.remarks.join('\n')).toContain(`plan: ${TOLD}`);
  const { code, remarks } = await cluster.run('sync', ...more);
  expect(code).toBe(1);
  expect(remarks.join('\n')).toContain(TOLD);
  expect(cluster.members()).toEqual(['n1', 'n2']);
  expect(cluster.send('GET', 'global/backendServices/k8s-be-30081--shop')['backends']).toHaveLength(1);

  cluster.simulator.faults.clear();
  await expect(cluster.run('sync', ...more)).resolves.toMatchObject({ code: 0 });
  expect(cluster.send('GET', 'global/backendServices/k8s-be-30081--shop')['backends']).toHaveLength(2);
});
