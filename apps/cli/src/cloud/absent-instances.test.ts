import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { clusterOnSimulator } from '../cluster-on-simulator.test-support.ts';
import type { ClusterOnSimulator } from '../cluster-on-simulator.test-support.ts';
import { absentInstances } from './absent-instances.ts';

let cluster: ClusterOnSimulator;
beforeEach(async () => {
  cluster = await clusterOnSimulator();
});
afterEach(() => cluster.close());

const notes = (remarks: readonly string[]) => remarks.filter((line) => line.includes('is an instance of'));

test.each([['plan'], ['sync'], ['reconcile'], ['run', '--dry-run']])(
  '%s says that a simulator has no such instances, and how to make one',
  async (...command) => {
    const flags = [...(await cluster.services(30_080)), ...(await cluster.nodes('n1', 'n2'))];
    cluster.send('DELETE', 'zones/us-central1-a/instances/n2');
    const some = notes((await cluster.run(...command, ...flags)).remarks);
    expect(some).toEqual([expect.stringContaining('note: not every node is an instance of project simulated-project')]);
    expect(some[0]).toMatch(/\(missing: n2\).*compute instances create n2 --zone=us-central1-a$/);
    cluster.send('DELETE', 'zones/us-central1-a/instances/n1');
    const none = notes((await cluster.run(...command, ...flags)).remarks);
    expect(none).toEqual([expect.stringMatching(/note: no node is an instance of .*\(missing: n1 and n2\)/)]);
  },
);

test('nothing is said where all are there, however many pages they take', async () => {
  const names = Array.from({ length: 510 }, (_, index) => `n${index}`);
  const flags = [...(await cluster.services(30_080)), ...(await cluster.nodes(...names))];
  expect(notes((await cluster.run('plan', ...flags)).remarks)).toEqual([]);
});

test('who does not answer is not waited for once the command is to end', async () => {
  const ends = new AbortController();
  const silent = createServer(() => ends.abort());
  await new Promise<void>((resolve) => {
    silent.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    silent.closeAllConnections();
    silent.close();
  });
  // A server that listens on TCP has such an address.
  const { port } = silent.address() as AddressInfo;
  const choice = { kind: 'gce', project: 'p', endpoint: new URL(`http://127.0.0.1:${port}`) } as const;
  await expect(absentInstances(choice, [{ name: 'n1', zone: 'z' }], ends.signal)).resolves.toBeUndefined();
});
