import type { BackendService, InstanceGroup } from '@gcepool/api';
import { createSimulator } from '@gcepool/sim';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ApiCall, createGceCloud, type GceCloud, type GceCloudOptions } from './index.ts';
import { type Way, ways } from './ways.test-support.ts';

const zone = 'us-central1-a';
const port80 = [{ name: 'port80', port: 80 }];

describe.each(Object.entries(ways))('over %s', (_, open) => {
  const simulator = createSimulator();
  let way: Way;
  let cloud: GceCloud;

  const cloudWith = (options: Partial<GceCloudOptions>): GceCloud =>
    createGceCloud({ project: 'p', ...way.options, ...options });
  const insert = (path: string, body: object): void => {
    const { status } = simulator.handle({ method: 'POST', url: `/compute/v1/projects/p/${path}`, body });
    expect(status).toBe(200);
  };
  const raw = (path: string) => simulator.handle({ method: 'GET', url: `/compute/v1/projects/p/${path}` }).body;

  /** A group with a running instance in it, and a backend service with a health check over it. */
  const serve = async (): Promise<void> => {
    const disks = [
      { boot: true, initializeParams: { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' } },
    ];
    insert(`zones/${zone}/instances`, {
      name: 'node-1',
      machineType: `zones/${zone}/machineTypes/e2-small`,
      networkInterfaces: [{ network: 'global/networks/default' }],
      disks,
    });
    await cloud.createInstanceGroup({ name: 'group', namedPorts: port80 }, zone);
    await cloud.addInstances('group', zone, ['node-1']);
    await cloud.createHealthCheck({ name: 'check', type: 'HTTP', httpHealthCheck: { port: 80 } });
    await cloud.createBackendService({
      name: 'service',
      portName: 'port80',
      backends: [{ group: cloud.link(`zones/${zone}/instanceGroups/group`) }],
      healthChecks: [cloud.link('global/healthChecks/check')],
    });
  };

  beforeAll(async () => {
    way = await open(simulator);
  });
  afterAll(() => way.close());
  beforeEach(() => {
    simulator.reset();
    cloud = cloudWith({});
  });

  test('backend services are created, read, listed, updated and deleted', async () => {
    const sent = { name: 'service', description: 'one', timeoutSec: 12, protocol: 'HTTP', enableCDN: false };
    await cloud.createBackendService(sent);
    const read = await cloud.getBackendService('service');
    expect(read).toMatchObject({ ...sent, kind: 'compute#backendService', loadBalancingScheme: 'EXTERNAL' });
    expect(read).toStrictEqual(raw('global/backendServices/service'));
    expect(read.id).toMatch(/^\d+$/);
    expect(await cloud.listBackendServices()).toStrictEqual([read]);
    await cloud.updateBackendService({ ...read, description: 'two' });
    expect(await cloud.getBackendService('service')).toMatchObject({ ...sent, description: 'two', id: read.id });
    await cloud.deleteBackendService('service');
    expect(await cloud.listBackendServices()).toEqual([]);
  });

  test('health checks are created, read, listed, updated and deleted', async () => {
    const sent = {
      name: 'check',
      type: 'HTTP',
      checkIntervalSec: 7,
      httpHealthCheck: { port: 80, requestPath: '/up' },
    };
    await cloud.createHealthCheck(sent);
    const read = await cloud.getHealthCheck('check');
    expect(read).toMatchObject(sent);
    expect(await cloud.listHealthChecks()).toStrictEqual([read]);
    await cloud.updateHealthCheck({ ...read, checkIntervalSec: 8 });
    expect(await cloud.getHealthCheck('check')).toMatchObject({ ...sent, checkIntervalSec: 8 });
    await cloud.deleteHealthCheck('check');
    expect(await cloud.listHealthChecks()).toEqual([]);
  });

  test('instance groups are created, read, listed over all zones and deleted', async () => {
    await cloud.createInstanceGroup({ name: 'group', namedPorts: port80 }, zone);
    await cloud.createInstanceGroup({ name: 'group' }, 'europe-west1-b');
    const read = await cloud.getInstanceGroup('group', zone);
    expect(read).toMatchObject({ name: 'group', namedPorts: port80, size: 0 });
    const groups: InstanceGroup[] = await cloud.listInstanceGroups();
    expect(groups).toHaveLength(2);
    expect(groups).toContainEqual(read);
    await cloud.deleteInstanceGroup('group', zone);
    expect((await cloud.listInstanceGroups()).map((group) => group.zone)).toEqual([
      'https://www.googleapis.com/compute/v1/projects/p/zones/europe-west1-b',
    ]);
  });

  test('named ports are replaced, by the fingerprint they were read with', async () => {
    await cloud.createInstanceGroup({ name: 'group', namedPorts: port80 }, zone);
    const { fingerprint } = await cloud.getInstanceGroup('group', zone);
    const ports = [...port80, { name: 'port30001', port: 30_001 }];
    await cloud.setNamedPorts('group', zone, ports, fingerprint);
    expect((await cloud.getInstanceGroup('group', zone)).namedPorts).toEqual(ports);
    await expect(cloud.setNamedPorts('group', zone, [], fingerprint)).rejects.toMatchObject({
      code: 412,
      reason: 'conditionNotMet',
      resource: `projects/p/zones/${zone}/instanceGroups/group`,
      method: 'instanceGroups.setNamedPorts',
    });
    await cloud.setNamedPorts('group', zone, port80);
    expect((await cloud.getInstanceGroup('group', zone)).namedPorts).toEqual(port80);
  });

  test('members come and go, and have their health', async () => {
    await serve();
    const link = cloud.link(`zones/${zone}/instances/node-1`);
    const group = cloud.link(`zones/${zone}/instanceGroups/group`);
    expect(await cloud.listInstances('group', zone)).toEqual([link]);
    expect(await cloud.getHealth('service', group)).toMatchObject({
      kind: 'compute#backendServiceGroupHealth',
      healthStatus: [{ healthState: 'HEALTHY', instance: link, port: 80 }],
    });
    await expect(cloud.addInstances('group', zone, ['node-1'])).rejects.toMatchObject({
      code: 400,
      reason: 'memberAlreadyExists',
    });
    await cloud.removeInstances('group', zone, ['node-1']);
    expect(await cloud.listInstances('group', zone)).toEqual([]);
  });

  test('what was asked of a group is listed with the account, and of no other group', async () => {
    await serve();
    await cloud.createInstanceGroup({ name: 'group-2' }, zone);
    const operations = await cloud.listInstanceGroupOperations('group', zone);
    expect(operations.map(({ operationType = '', user }) => `${operationType} by ${user}`).toSorted()).toEqual([
      'compute.instanceGroups.addInstances by user@example.com',
      'compute.instanceGroups.insert by user@example.com',
    ]);
  });

  test('zones are listed by name', async () => {
    expect(await cloud.listZones()).toEqual(expect.arrayContaining([zone, 'europe-west1-b']));
  });

  test('links are those of GCE', async () => {
    await cloud.createHealthCheck({ name: 'check', type: 'TCP', tcpHealthCheck: { port: 80 } });
    expect((await cloud.getHealthCheck('check')).selfLink).toBe(cloud.link('global/healthChecks/check'));
  });

  test('refusals are told with status, word, resource and method', async () => {
    await serve();
    const resource = 'projects/p/global/backendServices/service';
    await expect(cloud.createBackendService({ name: 'service' })).rejects.toMatchObject({
      code: 409,
      reason: 'alreadyExists',
      resource,
      method: 'backendServices.insert',
      message: `backendServices.insert of ${resource}: GCE answered 409 alreadyExists: The resource '${resource}' already exists`,
    });
    await expect(cloud.getBackendService('absent')).rejects.toMatchObject({ code: 404, reason: 'notFound' });
    await expect(cloud.deleteHealthCheck('check')).rejects.toMatchObject({
      code: 400,
      reason: 'resourceInUseByAnotherResource',
    });
    const stale = await cloud.getBackendService('service');
    await cloud.updateBackendService({ ...stale, timeoutSec: 99 });
    await expect(cloud.updateBackendService(stale)).rejects.toMatchObject({ code: 412, reason: 'conditionNotMet' });
  });

  test('an update keeps what others have set, fields of foreign features among it', async () => {
    const foreign = {
      name: 'foreign',
      affinityCookieTtlSec: 5,
      sessionAffinity: 'GENERATED_COOKIE',
      connectionDraining: { drainingTimeoutSec: 60 },
      customRequestHeaders: ['X-Client-Region:{client_region}'],
      enableCDN: true,
      cdnPolicy: {
        cacheMode: 'CACHE_ALL_STATIC',
        defaultTtl: 60,
        clientTtl: 60,
        maxTtl: 600,
        signedUrlCacheMaxAgeSec: '3600',
      },
      iap: { enabled: true, oauth2ClientId: 'client', oauth2ClientSecret: 'secret' },
      logConfig: { enable: true, sampleRate: 0.8 },
      localityLbPolicy: 'ROUND_ROBIN',
      timeoutSec: 77,
    };
    insert('global/backendServices', foreign);
    const before: BackendService = await cloud.getBackendService('foreign');
    await cloud.updateBackendService({ ...before, description: 'now ours too' });
    const after = await cloud.getBackendService('foreign');
    expect(after).toStrictEqual({ ...before, description: 'now ours too', fingerprint: after.fingerprint });
    expect(after.cdnPolicy?.signedUrlCacheMaxAgeSec).toBe('3600');
  });

  test('lists of many pages are read to their end', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    for (const name of names) {
      await cloud.createHealthCheck({ name, type: 'TCP', tcpHealthCheck: { port: 80 } });
      await cloud.createInstanceGroup({ name }, zone);
    }
    const calls: string[] = [];
    const twoByTwo = cloudWith({ pageSize: 2, onCall: ({ method }) => void calls.push(method) });
    expect((await twoByTwo.listHealthChecks()).map(({ name }) => name)).toEqual(names);
    expect((await twoByTwo.listInstanceGroups()).map(({ name }) => name)).toEqual(names);
    expect(calls.filter((method) => method === 'healthChecks.list')).toHaveLength(3);
  });

  test('the same call with the same requestId is carried out once', async () => {
    const requestId = '11111111-1111-4111-8111-111111111111';
    await cloud.createBackendService({ name: 'service' }, { requestId });
    await cloud.createBackendService({ name: 'service' }, { requestId });
    await expect(cloud.createBackendService({ name: 'service' })).rejects.toMatchObject({ code: 409 });
  });

  test('every request is told, and no more are made than are needed', async () => {
    const calls: ApiCall[] = [];
    const counted = cloudWith({ onCall: (call) => void calls.push(call) });
    await counted.createBackendService({ name: 'service' });
    await counted.getBackendService('service');
    expect(calls.map(({ method, httpMethod }) => `${httpMethod} ${method}`)).toEqual([
      'POST backendServices.insert',
      'POST globalOperations.wait',
      'GET backendServices.get',
    ]);
  });

  test('calls made at the same time get their own answers', async () => {
    const names = Array.from({ length: 10 }, (_unused, index) => `service-${index}`);
    await Promise.all(names.map((name) => cloud.createBackendService({ name, description: `of ${name}` })));
    const read = await Promise.all(names.map((name) => cloud.getBackendService(name)));
    expect(read.map(({ description }) => description)).toEqual(names.map((name) => `of ${name}`));
  });
});
