import { afterEach, beforeEach, expect, test } from 'vitest';
import { simulatedProject } from './cloud/choose-cloud.ts';
import { clusterOnSimulator } from './cluster-on-simulator.test-support.ts';
import type { ClusterOnSimulator } from './cluster-on-simulator.test-support.ts';

let cluster: ClusterOnSimulator;
beforeEach(async () => {
  cluster = await clusterOnSimulator();
});
afterEach(() => cluster.close());

const behave = (name: string, behaviour: 'up' | 'down'): void => {
  const instance = `projects/${simulatedProject}/zones/us-central1-a/instances/${name}`;
  cluster.simulator.health.set({ instance, behaviour });
};

test('a node that serves leaves its group when the one that replaces it is healthy', async () => {
  const services = await cluster.services(30_080);
  await cluster.run('reconcile', ...services, ...(await cluster.nodes('n1', 'n2')));
  const nodes = await cluster.nodes('n2', 'n3');
  behave('n3', 'down');

  const first = await cluster.run('reconcile', ...services, ...nodes, '--healthy-within', '0');
  expect(first.code).toBe(1);
  expect(first.out).toContain('n1 left in until what replaces it is healthy');
  expect(first.out).toContain('backendServices/k8s-be-30080--shop finds 1 of 2 nodes healthy');
  expect(cluster.members()).toEqual(['n1', 'n2', 'n3']);

  behave('n3', 'up');
  cluster.simulator.clock.advance(120_000);
  const second = await cluster.run('reconcile', ...services, ...nodes, '--healthy-within', '0');
  expect(second.code).toBe(0);
  expect(cluster.members()).toEqual(['n2', 'n3']);
});

test('--healthy-within none lets it leave as soon as that was added', async () => {
  const services = await cluster.services(30_080);
  await cluster.run('reconcile', ...services, ...(await cluster.nodes('n1')));
  const nodes = await cluster.nodes('n2');
  behave('n2', 'down');
  const { code } = await cluster.run('reconcile', ...services, ...nodes, '--healthy-within', 'none');
  expect(code).toBe(0);
  expect(cluster.members()).toEqual(['n2']);
});

test('a machine that is gone keeps neither the other nodes out nor the old ones from serving', async () => {
  const services = await cluster.services(30_080);
  await cluster.run('reconcile', ...services, ...(await cluster.nodes('n1', 'n2')));
  const nodes = await cluster.nodes('n3', 'n4', 'gone');
  cluster.send('DELETE', 'zones/us-central1-a/instances/gone');
  const { code, out } = await cluster.run('reconcile', ...services, ...nodes);
  expect(code).toBe(1);
  expect(out).toContain('no such instance in us-central1-a: gone; every other one is a member');
  expect(out).toContain('n2 left in until what replaces it could be added');
  expect(cluster.members()).toEqual(['n2', 'n3', 'n4']);
});

test('--healthy-within takes seconds or none', async () => {
  const { code, remarks } = await cluster.run(
    'reconcile',
    ...(await cluster.services(30_080)),
    '--healthy-within',
    'no',
  );
  expect(code).toBe(2);
  expect(remarks.join()).toContain('Use a number of seconds, such as 60, or none');
});
