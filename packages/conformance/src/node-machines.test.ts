import { describe, expect, test } from 'vitest';
import { poolLab, zoneA } from './pool-lab.test-support.ts';
import type { PoolLab } from './pool-lab.test-support.ts';

/* Machines of nodes as clusters have them: made by a managed instance group that an autoscaler resizes, or in a network of another project. */

const membersOf = async (lab: PoolLab): Promise<string[]> =>
  (await lab.cloud.listInstances('k8s-ig--uid', zoneA)).map((link) => link.split('/').at(-1) ?? '').toSorted();
const nodesOf = (names: readonly string[]) => names.map((name) => ({ name, zone: zoneA }));

/** A managed instance group of three; the names of its machines. */
async function managed(lab: PoolLab): Promise<string[]> {
  const image = 'projects/debian-cloud/global/images/family/debian-12';
  lab.request('POST', 'global/instanceTemplates', {
    name: 'node',
    properties: {
      machineType: 'e2-small',
      networkInterfaces: [{ network: 'global/networks/default' }],
      disks: [{ boot: true, initializeParams: { sourceImage: image } }],
    },
  });
  lab.request('POST', `zones/${zoneA}/instanceGroupManagers`, {
    name: 'nodes',
    baseInstanceName: 'node',
    instanceTemplate: 'global/instanceTemplates/node',
    targetSize: 3,
  });
  lab.simulator.clock.advance(600_000);
  return managedMembers(lab);
}
const managedMembers = async (lab: PoolLab): Promise<string[]> =>
  (await lab.cloud.listInstances('nodes', zoneA)).map((link) => link.split('/').at(-1) ?? '').toSorted();

describe('machines of a managed instance group', () => {
  test('join, leave with it, and keep nobody else out when it is resized', async () => {
    const lab = poolLab();
    const names = await managed(lab);
    const pool = lab.pool({ healthyWithinMs: 0 });
    await pool.reconcile([80]);
    await pool.nodes.sync(nodesOf(names));
    await expect(membersOf(lab)).resolves.toEqual(names);

    lab.request('POST', `zones/${zoneA}/instanceGroupManagers/nodes/resize?size=1`);
    lab.simulator.clock.advance(600_000);
    const left = await managedMembers(lab);
    expect(left).toHaveLength(1);
    // The nodes are known to be gone a while later.
    await expect(pool.nodes.sync(nodesOf(names))).rejects.toThrow('no such instance');
    await expect(membersOf(lab)).resolves.toEqual(left);
    await pool.nodes.sync(nodesOf(left));

    lab.request('POST', `zones/${zoneA}/instanceGroupManagers/nodes/resize?size=3`);
    lab.simulator.clock.advance(600_000);
    const grown = await managedMembers(lab);
    await pool.nodes.sync(nodesOf(grown));
    await expect(membersOf(lab)).resolves.toEqual(grown);
    // It is another's: its size and its machines are.
    expect(lab.request('GET', `zones/${zoneA}/instanceGroupManagers/nodes`)).toMatchObject({ targetSize: 3 });
  });

  test('that is load balanced itself are told with it, and not tried', async () => {
    const lab = poolLab();
    const names = await managed(lab);
    lab.request('POST', 'global/healthChecks', { name: 'theirs', type: 'TCP', tcpHealthCheck: { port: 1 } });
    lab.request('POST', 'global/backendServices', {
      name: 'theirs',
      healthChecks: ['global/healthChecks/theirs'],
      backends: [{ group: `zones/${zoneA}/instanceGroups/nodes`, balancingMode: 'UTILIZATION' }],
    });
    lab.insertNodes(zoneA, 'n1');
    const pool = lab.pool();
    await pool.reconcile([80]);
    await expect(pool.nodes.sync(nodesOf(['n1', ...names]))).rejects.toThrow(
      new RegExp(`instanceGroups/nodes.*theirs`),
    );
    await expect(membersOf(lab)).resolves.toEqual(['n1']);
  });
});

describe('machines in a network of another project (Shared VPC)', () => {
  const host = (lab: PoolLab, path: string, body: object): void => {
    const url = `https://compute.googleapis.com/compute/v1/projects/host-project/${path}`;
    const { status, body: answer } = lab.simulator.handle({ method: 'POST', url, body });
    expect({ path, status, answer }).toMatchObject({ status: 200 });
    lab.simulator.handle({
      method: 'GET',
      url: 'https://compute.googleapis.com/compute/v1/projects/host-project/global/operations',
    });
  };

  test('serve as others do: groups are of the service project, and of the network of their members', async () => {
    const lab = poolLab();
    host(lab, 'global/networks', { name: 'shared', autoCreateSubnetworks: false });
    host(lab, 'regions/us-central1/subnetworks', {
      name: 'nodes',
      network: 'projects/host-project/global/networks/shared',
      ipCidrRange: '10.9.0.0/24',
    });
    const image = 'projects/debian-cloud/global/images/family/debian-12';
    for (const name of ['n1', 'n2']) {
      lab.request('POST', `zones/${zoneA}/instances`, {
        name,
        machineType: `zones/${zoneA}/machineTypes/e2-small`,
        networkInterfaces: [{ subnetwork: 'projects/host-project/regions/us-central1/subnetworks/nodes' }],
        disks: [{ boot: true, initializeParams: { sourceImage: image } }],
      });
    }
    const pool = lab.pool({ healthyWithinMs: 0 });
    await pool.reconcile([80]);
    await pool.nodes.sync(nodesOf(['n1']));
    expect((await lab.group()).network).toMatch(/projects\/host-project\/global\/networks\/shared$/);
    await pool.nodes.sync(nodesOf(['n2']));
    await expect(membersOf(lab)).resolves.toEqual(['n2']);
    lab.calls.length = 0;
    await pool.reconcile([80]);
    await pool.nodes.sync(nodesOf(['n2']));
    expect(
      lab.calls.filter((call) => /insert|patch|Instances |setNamed|delete/.test(call) && !/list/.test(call)),
    ).toEqual([]);
    await pool.shutdown();
    expect(Object.keys(lab.state()).filter((path) => path.includes('k8s-'))).toEqual([]);
  });
});
