import { describe, expect, test } from 'vitest';
import { type PoolLab, poolLab, zoneA, zoneB } from './pool-lab.test-support.ts';

/* Worlds in which a pool loses capacity, or touches what is not its own, unless it takes care. */

const zones = [zoneA, zoneB];
const nodesOf = (zone: string, ...names: readonly string[]) => names.map((name) => ({ name, zone }));
const membersOf = async (lab: PoolLab, zone = zoneA): Promise<string[]> =>
  (await lab.cloud.listInstances('k8s-ig--uid', zone)).map((link) => link.split('/').at(-1) ?? '').toSorted();
const noPermission = { code: 403, reason: 'forbidden', message: 'no permission' };

describe('one instance that cannot join keeps nobody else out', () => {
  test('it is in another network', async () => {
    const lab = poolLab();
    lab.insertNodes(zoneA, 'n1', 'n2');
    lab.request('POST', 'global/networks', { name: 'other', autoCreateSubnetworks: true });
    lab.request('POST', `zones/${zoneA}/instances`, {
      name: 'n3',
      machineType: `zones/${zoneA}/machineTypes/e2-small`,
      networkInterfaces: [{ network: 'global/networks/other' }],
      disks: [
        { boot: true, initializeParams: { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' } },
      ],
    });
    await lab.pool().reconcile([80]);
    await expect(lab.pool().nodes.sync(nodesOf(zoneA, 'n1', 'n2', 'n3'))).rejects.toThrow(
      /refused: n3 \(.*must be in network .*\/default.*; every other one is a member$/,
    );
    await expect(membersOf(lab)).resolves.toEqual(['n1', 'n2']);
  });

  test('it is in a load-balanced group of others, and nobody may look which', async () => {
    const lab = poolLab();
    lab.insertNodes(zoneA, 'n1', 'n2', 'n3');
    const theirs = `zones/${zoneA}/instanceGroups/theirs`;
    lab.request('POST', `zones/${zoneA}/instanceGroups`, { name: 'theirs', network: 'global/networks/default' });
    lab.request('POST', `${theirs}/addInstances`, { instances: [{ instance: `zones/${zoneA}/instances/n2` }] });
    lab.request('POST', 'global/healthChecks', { name: 'theirs', type: 'TCP', tcpHealthCheck: { port: 1 } });
    lab.request('POST', 'global/backendServices', {
      name: 'theirs',
      healthChecks: ['global/healthChecks/theirs'],
      backends: [{ group: theirs, balancingMode: 'UTILIZATION' }],
    });
    await lab.pool().reconcile([80]);
    lab.answer = (call) => (call === `POST ${theirs}/listInstances` ? noPermission : undefined);
    await expect(lab.pool().nodes.sync(nodesOf(zoneA, 'n1', 'n2', 'n3'))).rejects.toThrow(/refused: n2 \(/);
    await expect(membersOf(lab)).resolves.toEqual(['n1', 'n3']);
  });
});

describe('a zone that does not answer', () => {
  const down = { code: 503, reason: 'backendError', message: 'the zone is down' };

  test.each([
    ['a group that is to be made there', [80]],
    ['a group that is to name one port more', [80, 81]],
  ])('keeps no port from being served in the others: %s', async (_, ports) => {
    const lab = poolLab();
    const pool = lab.pool({ zones });
    if (ports.length > 1) await pool.reconcile([80]);
    lab.answer = (call) => (call.startsWith(`POST zones/${zoneB}/instanceGroups`) ? down : undefined);
    const told = new RegExp(
      `nodePort ${ports.at(-1)}: .*zones/${zoneB}/instanceGroups/k8s-ig--uid failed: .*the zone is down`,
    );
    await expect(pool.reconcile(ports)).rejects.toThrow(told);
    const reached = async (): Promise<(string | undefined)[]> =>
      ((await lab.service(ports.at(-1))).backends ?? []).map(({ group }) => group?.split('/').at(-3));
    await expect(reached()).resolves.toEqual([zoneA]);
    lab.answer = () => undefined;
    await pool.reconcile(ports);
    await expect(reached()).resolves.toEqual(zones);
  });

  /** Two zones with a member each, of which one goes silent about its group. */
  async function withSilentZone(): Promise<PoolLab> {
    const lab = poolLab();
    lab.insertNodes(zoneA, 'n1', 'n2');
    lab.insertNodes(zoneB, 'm1', 'm2');
    await lab.pool({ zones }).reconcile([80]);
    await lab.pool().nodes.sync([...nodesOf(zoneA, 'n1'), ...nodesOf(zoneB, 'm1')]);
    lab.answer = (call) =>
      call.includes(`zones/${zoneB}/instanceGroups/k8s-ig--uid/listInstances`) ? down : undefined;
    return lab;
  }

  test('keeps no node out of the others, and none leaves those for nodes that nobody sees', async () => {
    const lab = await withSilentZone();
    const sync = lab.pool({ zones }).nodes.sync([...nodesOf(zoneA, 'n2'), ...nodesOf(zoneB, 'm2')]);
    await expect(sync).rejects.toThrow(
      new RegExp(
        `no node joins or leaves zones/${zoneB}/instanceGroups/k8s-ig--uid, for its members cannot be read: .*the zone is down` +
          `[^]*n1 left in until ${zoneB} tells who is in its group`,
      ),
    );
    await expect(membersOf(lab)).resolves.toEqual(['n1', 'n2']);
    lab.answer = () => undefined;
    await expect(membersOf(lab, zoneB)).resolves.toEqual(['m1']);
    await lab.pool({ zones }).nodes.sync([...nodesOf(zoneA, 'n2'), ...nodesOf(zoneB, 'm2')]);
    await expect(membersOf(lab)).resolves.toEqual(['n2']);
    await expect(membersOf(lab, zoneB)).resolves.toEqual(['m2']);
  });
});

test('a managed instance group of the pool’s name is left as it is', async () => {
  const lab = poolLab();
  lab.insertNodes(zoneA, 'n1');
  const sourceImage = 'projects/debian-cloud/global/images/family/debian-12';
  const disks = [{ boot: true, initializeParams: { sourceImage } }];
  const networkInterfaces = [{ network: 'global/networks/default' }];
  lab.request('POST', 'global/instanceTemplates', {
    name: 'template',
    properties: { machineType: 'e2-small', networkInterfaces, disks },
  });
  lab.request('POST', `zones/${zoneA}/instanceGroupManagers`, {
    name: 'k8s-ig--uid',
    baseInstanceName: 'theirs',
    targetSize: 2,
    instanceTemplate: 'global/instanceTemplates/template',
  });
  const before = [lab.state(), await membersOf(lab)];
  const told = 'is not of this pool: it is the group of the instance group manager k8s-ig--uid';
  await expect(lab.pool().reconcile([80])).rejects.toThrow(told);
  await expect(lab.pool().nodes.sync(nodesOf(zoneA, 'n1'))).rejects.toThrow(told);
  await lab.pool().shutdown();
  expect([lab.state(), await membersOf(lab)]).toEqual(before);
});

test('a port that is to move to network endpoint groups, or back, is told how, and serves as before', async () => {
  const lab = poolLab();
  lab.request('POST', `zones/${zoneA}/networkEndpointGroups`, {
    name: 'neg',
    networkEndpointType: 'GCE_VM_IP_PORT',
    network: 'global/networks/default',
  });
  const networkEndpointGroups = [lab.cloud.link(`zones/${zoneA}/networkEndpointGroups/neg`)];
  const ofEndpoints = (nodePort: number) => ({ nodePort, networkEndpointGroups });
  await lab.pool().reconcile([80, ofEndpoints(81)]);
  const before = lab.state();
  const error: unknown = await lab
    .pool()
    .reconcile([ofEndpoints(80), 81, 82])
    .catch((reason: unknown) => reason);
  expect(String(error)).toMatch(
    /nodePort 80: its backend service reaches instance groups, .* serve it by another nodePort first, or delete 80/,
  );
  expect(String(error)).toContain('nodePort 81: its backend service reaches network endpoint groups');
  expect(lab.state()).toMatchObject({
    'global/backendServices/k8s-be-80--uid': before['global/backendServices/k8s-be-80--uid'],
    'global/backendServices/k8s-be-81--uid': before['global/backendServices/k8s-be-81--uid'],
    'global/backendServices/k8s-be-82--uid': {},
  });
});

test('instances of one name in two zones both serve', async () => {
  const lab = poolLab();
  for (const zone of zones) lab.insertNodes(zone, 'worker-1');
  await lab.pool({ zones }).reconcile([80]);
  await lab.pool({ zones }).nodes.sync(zones.flatMap((zone) => nodesOf(zone, 'worker-1')));
  for (const zone of zones) await expect(membersOf(lab, zone)).resolves.toEqual(['worker-1']);
});

describe('a Service that is given another nodePort', () => {
  const cart = (nodePort: number) => ({ nodePort, service: 'shop/cart', servicePort: 'http' });
  const names = async (lab: PoolLab): Promise<string[]> =>
    (await lab.cloud.listBackendServices()).map(({ name = '' }) => name).toSorted();
  const linked = async (lab: PoolLab, nodePort: number): Promise<number> =>
    (await lab.service(nodePort)).backends?.length ?? 0;

  test('has the former backend service, in all groups, until nothing names it and another is made', async () => {
    const lab = poolLab();
    for (const zone of zones) lab.insertNodes(zone, `n-${zone}`);
    const pool = lab.pool({ zones, namedPorts: 'prune' });
    await pool.reconcile([cart(80)]);
    await pool.nodes.sync(zones.flatMap((zone) => nodesOf(zone, `n-${zone}`)));
    const former = 'global/backendServices/k8s-be-80--uid';
    lab.request('POST', 'global/urlMaps', { name: 'web', defaultService: former });

    lab.answer = (call) => (call === 'POST global/backendServices' ? noPermission : undefined);
    await expect(pool.reconcile([cart(90)])).rejects.toThrow('no permission');
    expect([await names(lab), await linked(lab, 80)]).toEqual([['k8s-be-80--uid'], 2]);
    lab.answer = () => undefined;

    const { outcomes } = await pool.reconcile([cart(90)]);
    expect(outcomes.find(({ step }) => step.resource === former)).toMatchObject({
      outcome: 'inUse',
      refusal: { message: expect.stringContaining('urlMaps/web') },
    });
    expect([await linked(lab, 80), await linked(lab, 90)]).toEqual([2, 2]);
    for (const zone of zones) {
      expect((await lab.group(zone)).namedPorts?.map(({ port }) => port)).toEqual([80, 90]);
      await expect(membersOf(lab, zone)).resolves.toEqual([`n-${zone}`]);
    }

    lab.request('PATCH', 'global/urlMaps/web', { defaultService: 'global/backendServices/k8s-be-90--uid' });
    await pool.reconcile([cart(90)]);
    await expect(names(lab)).resolves.toEqual(['k8s-be-90--uid']);
    expect((await lab.group()).namedPorts?.map(({ port }) => port)).toEqual([90]);
  });

  test('that another Service had leaves that one what serves it', async () => {
    const lab = poolLab();
    const pool = lab.pool();
    const till = (nodePort: number) => ({ nodePort, service: 'shop/till', servicePort: 'http' });
    await pool.reconcile([cart(80), till(81)]);
    await pool.reconcile([cart(81), till(82)]);
    await expect(names(lab)).resolves.toEqual(['k8s-be-81--uid', 'k8s-be-82--uid']);
    const described = async (nodePort: number): Promise<string> => (await lab.service(nodePort)).description ?? '';
    expect(await described(81)).toContain('shop/cart');
    expect(await described(82)).toContain('shop/till');
  });
});

test('a region out of reach keeps nothing from the others, and no node in groups of other regions', async () => {
  const lab = poolLab();
  lab.insertNodes(zoneA, 'n1', 'n2');
  const pool = lab.pool({ healthyWithinMs: 0 });
  const regional = {
    nodePort: 80,
    scope: 'regions/europe-west1',
    backendService: { loadBalancingScheme: 'INTERNAL_MANAGED' },
  } as const;
  const away = [{ ...regional, networkEndpointGroups: ['zones/europe-west1-b/networkEndpointGroups/theirs'] }];
  lab.request('POST', 'zones/europe-west1-b/networkEndpointGroups', {
    name: 'theirs',
    network: 'global/networks/default',
    networkEndpointType: 'GCE_VM_IP_PORT',
  });
  await pool.reconcile([...away, 81]);
  await pool.nodes.sync(nodesOf(zoneA, 'n1'));
  const before = lab.state();
  lab.simulator.faults.add({ method: '*.aggregatedList', fault: { unreachable: ['regions/europe-west1'] } });
  await expect(pool.reconcile([...away, 81, 82])).rejects.toThrow(
    'regions/europe-west1 was left as it is, its backend services and health checks with it: GCE could not reach it',
  );
  const theirs = Object.entries(before).filter(([path]) => path.startsWith('regions/europe-west1/'));
  expect(theirs.map(([path]) => path.split('/').at(2))).toEqual(
    expect.arrayContaining(['backendServices', 'healthChecks']),
  );
  expect(lab.state()).toMatchObject(Object.fromEntries(theirs));
  expect((await lab.service(82)).name).toBe('k8s-be-82--uid');
  const other = lab.pool({ healthyWithinMs: 0 });
  await other.reconcile([81, 82]);
  await other.nodes.sync(nodesOf(zoneA, 'n2'));
  await expect(membersOf(lab)).resolves.toEqual(['n2']);
});
