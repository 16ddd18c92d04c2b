import { createSimulator } from '@gcepool/sim';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createGceCloud, type GceCloud } from './index.ts';
import { cloudWith, done } from './scripted-cloud.test-support.ts';
import { type Way, ways } from './ways.test-support.ts';

const zone = 'us-central1-a';
const ofAddresses = { name: 'group', networkEndpointType: 'NON_GCP_PRIVATE_IP_PORT' };
const endpoint = (last: number) => ({ ipAddress: `10.0.0.${last}`, port: 80 });

describe.each(Object.entries(ways))('over %s', (_, open) => {
  const simulator = createSimulator();
  let way: Way;
  let cloud: GceCloud;

  beforeAll(async () => {
    way = await open(simulator);
  });
  afterAll(() => way.close());
  beforeEach(() => {
    simulator.reset();
    cloud = createGceCloud({ project: 'p', pageSize: 2, ...way.options });
  });

  test('network endpoint groups are created, read, listed over all zones and deleted', async () => {
    await cloud.createNetworkEndpointGroup({ ...ofAddresses, defaultPort: 80 }, zone);
    await cloud.createNetworkEndpointGroup(ofAddresses, 'europe-west1-b');
    const read = await cloud.getNetworkEndpointGroup('group', zone);
    expect(read).toMatchObject({ ...ofAddresses, defaultPort: 80, size: 0 });
    const groups = await cloud.listNetworkEndpointGroups();
    expect(groups).toHaveLength(2);
    expect(groups).toContainEqual(read);
    await cloud.deleteNetworkEndpointGroup('group', zone);
    expect((await cloud.listNetworkEndpointGroups()).map((group) => group.zone)).toEqual([
      'https://www.googleapis.com/compute/v1/projects/p/zones/europe-west1-b',
    ]);
  });

  test('global groups are not listed', async () => {
    const { status } = simulator.handle({
      method: 'POST',
      url: '/compute/v1/projects/p/global/networkEndpointGroups',
      body: { name: 'outside', networkEndpointType: 'INTERNET_IP_PORT' },
    });
    expect(status).toBe(200);
    await cloud.createNetworkEndpointGroup(ofAddresses, zone);
    expect((await cloud.listNetworkEndpointGroups()).map(({ name }) => name)).toEqual(['group']);
  });

  test('endpoints are attached once, listed through all pages and detached together or not at all', async () => {
    await cloud.createNetworkEndpointGroup(ofAddresses, zone);
    const all = [1, 2, 3, 4, 5].map((last) => endpoint(last));
    await cloud.attachNetworkEndpoints('group', zone, all.slice(0, 3));
    await cloud.attachNetworkEndpoints('group', zone, all);
    expect(await cloud.listNetworkEndpoints('group', zone)).toEqual(all);
    expect(await cloud.getNetworkEndpointGroup('group', zone)).toMatchObject({ size: 5 });
    await expect(cloud.detachNetworkEndpoints('group', zone, [endpoint(1), endpoint(9)])).rejects.toMatchObject({
      code: 400,
      resource: `projects/p/zones/${zone}/networkEndpointGroups/group`,
      method: 'networkEndpointGroups.detachNetworkEndpoints',
    });
    expect(await cloud.listNetworkEndpoints('group', zone)).toEqual(all);
    await cloud.detachNetworkEndpoints('group', zone, all.slice(1));
    expect(await cloud.listNetworkEndpoints('group', zone)).toEqual([endpoint(1)]);
  });

  test('refusals are told with status and word', async () => {
    await cloud.createNetworkEndpointGroup(ofAddresses, zone);
    await expect(cloud.createNetworkEndpointGroup(ofAddresses, zone)).rejects.toMatchObject({
      code: 409,
      reason: 'alreadyExists',
      method: 'networkEndpointGroups.insert',
    });
    await cloud.createHealthCheck({ name: 'check', type: 'TCP', tcpHealthCheck: { port: 80 } });
    await cloud.createBackendService({
      name: 'service',
      healthChecks: [cloud.link('global/healthChecks/check')],
      backends: [
        {
          group: cloud.link(`zones/${zone}/networkEndpointGroups/group`),
          balancingMode: 'RATE',
          maxRatePerEndpoint: 1,
        },
      ],
    });
    await expect(cloud.deleteNetworkEndpointGroup('group', zone)).rejects.toMatchObject({
      code: 400,
      reason: 'resourceInUseByAnotherResource',
    });
    const absent = { code: 404, reason: 'notFound' };
    await expect(cloud.getNetworkEndpointGroup('absent', zone)).rejects.toMatchObject(absent);
    await expect(cloud.listNetworkEndpoints('absent', zone)).rejects.toMatchObject(absent);
    await expect(cloud.attachNetworkEndpoints('absent', zone, [endpoint(1)])).rejects.toMatchObject(absent);
  });
});

test('every mutation carries the requestId of the caller', async () => {
  const { cloud, seen } = await cloudWith(Array.from({ length: 4 }, () => done));
  const options = { requestId: '33333333-3333-4333-8333-333333333333' };
  await cloud.createNetworkEndpointGroup({ name: 'x' }, 'z', options);
  await cloud.attachNetworkEndpoints('x', 'z', [endpoint(1)], options);
  await cloud.detachNetworkEndpoints('x', 'z', [endpoint(1)], options);
  await cloud.deleteNetworkEndpointGroup('x', 'z', options);
  expect(seen.map(({ query }) => query.get('requestId'))).toEqual(Array.from({ length: 4 }, () => options.requestId));
  expect(seen[1]?.body).toEqual({ networkEndpoints: [endpoint(1)] });
});
