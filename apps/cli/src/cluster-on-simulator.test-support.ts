import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSimulator } from '@gcepool/sim';
import type { Simulator } from '@gcepool/sim';
import { listen } from '@gcepool/sim/node';
import { insertNodes } from './cloud/insert-nodes.ts';
import { simulatedProject } from './cloud/choose-cloud.ts';
import type { Io } from './io.ts';
import { ranCommand } from './ran-command.test-support.ts';
import type { Ran } from './ran-command.test-support.ts';

/** A Kubernetes cluster, as files, on a simulator that serves HTTP; commands reach it through Google's client. */
export interface ClusterOnSimulator {
  readonly simulator: Simulator;
  /** Writes the services of these node ports, and resolves to the flags that name them. */
  services(...nodePorts: readonly number[]): Promise<readonly string[]>;
  /** Makes instances of these names in us-central1-a, and resolves to the flags that say they are the nodes. */
  nodes(...names: readonly string[]): Promise<readonly string[]>;
  run(...argv: readonly string[]): Promise<Ran>;
  /** Who answers questions; nobody by default. */
  answer?: Io['ask'];
  /** Sends a request of somebody else. */
  send(method: string, path: string, body?: object): Readonly<Record<string, unknown>>;
  /** Names of the members of the cluster's group in us-central1-a. */
  members(): readonly string[];
  close(): Promise<void>;
}

const ZONE = 'us-central1-a';

export async function clusterOnSimulator(): Promise<ClusterOnSimulator> {
  const simulator = createSimulator();
  const server = await listen(simulator);
  const folder = await mkdtemp(join(tmpdir(), 'gcepool-cluster-'));
  const write = async (name: string, content: unknown): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, JSON.stringify(content));
    return path;
  };
  const send: ClusterOnSimulator['send'] = (method, path, body) => {
    const url = `/compute/v1/projects/${simulatedProject}/${path}`;
    const answer = simulator.handle({ method, url, ...(body && { body }) });
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body ?? {};
  };
  const cluster: ClusterOnSimulator = {
    simulator,
    send,
    services: async (...nodePorts) => {
      const ports = nodePorts.map((nodePort) => ({ name: `p${nodePort}`, port: 80, nodePort }));
      const metadata = { namespace: 'shop', name: 'web' };
      const service = { apiVersion: 'v1', kind: 'Service', metadata, spec: { type: 'NodePort', ports } };
      return ['--from', await write('services.json', service), '--zones', ZONE];
    },
    nodes: async (...names) => {
      insertNodes(
        simulator,
        simulatedProject,
        names.map((name) => ({ name, zone: ZONE })),
      );
      // Work is finished when the next one reads.
      send('GET', `zones/${ZONE}/operations`);
      const items = names.map((name) => ({
        kind: 'Node',
        metadata: { name, labels: { 'topology.kubernetes.io/zone': ZONE } },
        spec: { providerID: `gce://${simulatedProject}/${ZONE}/${name}` },
        status: { conditions: [{ type: 'Ready', status: 'True' }] },
      }));
      return ['--nodes', await write('nodes.json', { kind: 'List', items })];
    },
    run: (...argv) =>
      ranCommand([...argv, '--endpoint', server.url, '--cluster', 'shop'], {
        ...(cluster.answer && { ask: cluster.answer }),
      }),
    members: () => {
      const { items = [] } = send('POST', `zones/${ZONE}/instanceGroups/k8s-ig--shop/listInstances`, {});
      // The items of this answer are members.
      return (items as { readonly instance: string }[])
        .map(({ instance }) => instance.split('/').at(-1) ?? '')
        .toSorted();
    },
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
  return cluster;
}
