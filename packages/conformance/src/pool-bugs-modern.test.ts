import type { BackendService } from '@gcepool/api';
import { describe, expect, test } from 'vitest';
import { changes, ofMethod, poolLab, type PoolLab, zoneA, zoneB } from './pool-lab.test-support.ts';

/* The eleven defects that the pool's successor still has, by their numbers, and what happens here in the same situation. */

const zones = [zoneA, zoneB];
const modes = ({ backends = [] }: BackendService): (string | undefined)[] =>
  backends.map(({ balancingMode }) => balancingMode);
const groupPaths = ({ backends = [] }: BackendService): (string | undefined)[] =>
  backends.map(({ group }) => group?.split('/projects/p/')[1]);

/** Makes a network endpoint group of somebody else, and gives its URL. */
function insertEndpointGroup(lab: PoolLab, zone: string): string {
  lab.request('POST', `zones/${zone}/networkEndpointGroups`, {
    name: 'neg',
    networkEndpointType: 'GCE_VM_IP_PORT',
    network: 'global/networks/default',
  });
  return lab.cloud.link(`zones/${zone}/networkEndpointGroups/neg`);
}

test('#1 zones meant for network endpoint groups are given to instance groups, and the other way round', async () => {
  const lab = poolLab();
  const networkEndpointGroups = zones.map((zone) => insertEndpointGroup(lab, zone));
  const pool = lab.pool({ zones: [zoneA] });
  await pool.sync([80, { nodePort: 81, networkEndpointGroups }]);
  expect(groupPaths(await lab.service(80))).toEqual([`zones/${zoneA}/instanceGroups/k8s-ig--uid`]);
  expect(groupPaths(await lab.service(81))).toEqual(zones.map((zone) => `zones/${zone}/networkEndpointGroups/neg`));
  expect((await lab.group()).namedPorts).toMatchObject([{ name: 'port80' }]);
  await expect(pool.plan([80, { nodePort: 81, networkEndpointGroups }])).resolves.toMatchObject({ waves: [] });
});

test('#2 an instance group that cannot be deleted is not told of', async () => {
  const lab = poolLab();
  await lab.pool({ zones }).sync([80]);
  lab.answer = (call) =>
    call === `DELETE zones/${zoneA}/instanceGroups/k8s-ig--uid`
      ? { code: 403, reason: 'forbidden', message: 'no permission' }
      : undefined;
  await expect(lab.pool({ zones }).shutdown()).rejects.toThrow(
    new RegExp(`delete zones/${zoneA}/instanceGroups/k8s-ig--uid failed: .*no permission`),
  );
  lab.answer = () => undefined;
  await lab.pool({ zones }).shutdown();
  expect(await lab.cloud.listInstanceGroups()).toEqual([]);
});

test('#3 a backend in use counts as deleted, and leaks', async () => {
  const lab = poolLab();
  const pool = lab.pool({ resyncWithCloud: false });
  await pool.sync([80]);
  const defaultService = lab.cloud.link('global/backendServices/k8s-be-80--uid');
  lab.request('POST', 'global/urlMaps', { name: 'web', defaultService });
  const { outcomes } = await pool.gc([]);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['inUse', 'inUse']);
  await expect(pool.delete(80)).rejects.toThrow(/being used by/);
  lab.request('DELETE', 'global/urlMaps/web');
  // It is still remembered.
  await pool.gc([]);
  expect(await lab.cloud.listBackendServices()).toEqual([]);
  expect(await lab.cloud.listHealthChecks()).toEqual([]);
});

test('#4 (ingress-gce#1252) what moves makes its neighbours, by namespace or by name, candidates for removal', async () => {
  const lab = poolLab();
  const networkEndpointGroups = [insertEndpointGroup(lab, zoneA)];
  const neighbours = [
    { nodePort: 81, key: 'shop/till/http' },
    { nodePort: 82, key: 'other/cart/http' },
  ];
  await lab.pool().reconcile([{ nodePort: 80, key: 'shop/cart/http' }, ...neighbours]);
  const before = [await lab.service(81), await lab.service(82), await lab.check(81), await lab.check(82)];
  const backendService = { loadBalancingScheme: 'INTERNAL_MANAGED' };
  const moved = { nodePort: 80, key: 'shop/cart/http', scope: 'regions/us-central1' as const, backendService };
  await lab.pool({ regions: true }).reconcile([{ ...moved, networkEndpointGroups }, ...neighbours]);
  expect([await lab.service(81), await lab.service(82), await lab.check(81), await lab.check(82)]).toEqual(before);
  await expect(lab.service(80)).rejects.toMatchObject({ code: 404 });
});

describe('#5', () => {
  test('groups of zones that have vanished are never unlinked', async () => {
    const lab = poolLab();
    await lab.pool({ zones }).reconcile([80]);
    const pool = lab.pool({ zones: [zoneB], retireZonesAfterMs: 60_000 });
    await pool.reconcile([80]);
    lab.clock.time += 60_000;
    await pool.reconcile([80]);
    expect(groupPaths(await lab.service())).toEqual([`zones/${zoneB}/instanceGroups/k8s-ig--uid`]);
    await expect(lab.group(zoneA)).rejects.toMatchObject({ code: 404 });
  });

  test('named ports are never removed (ingress-gce#43)', async () => {
    const lab = poolLab();
    const ports = Array.from({ length: 30 }, (_, index) => 1_000 + index);
    const pool = lab.pool({ namedPorts: 'prune', removalCap: false });
    await pool.reconcile(ports);
    await pool.reconcile(ports.slice(0, 2));
    expect((await lab.group()).namedPorts).toHaveLength(2);
  });
});

test('#6 a group that lists the number under another name never gets ours', async () => {
  const lab = poolLab();
  lab.request('POST', `zones/${zoneA}/instanceGroups`, {
    name: 'k8s-ig--uid',
    namedPorts: [{ name: 'web', port: 80 }],
  });
  await lab.pool().add(80);
  const { namedPorts = [] } = await lab.group();
  expect(namedPorts.map(({ name, port }) => `${name}:${port}`).toSorted()).toEqual(['port80:80', 'web:80']);
});

test('#7 (ingress-gce#797) the first error stops sync and gc', async () => {
  const lab = poolLab();
  await lab.pool().sync([80, 81]);
  lab.answer = (call) =>
    /^POST global\/healthChecks|^DELETE .*k8s-be-80/.test(call) ? { code: 403, reason: 'forbidden' } : undefined;
  await expect(lab.pool().reconcile([{ nodePort: 82, protocol: 'HTTPS' }])).rejects.toMatchObject({
    errors: [{ nodePort: 80 }, { nodePort: 82 }],
  });
  await expect(lab.service(81)).rejects.toMatchObject({ code: 404 });
});

test('#8 (ingress-gce#1700) the whole project is listed twice, and groups and services are read over and over', async () => {
  const lab = poolLab();
  const ports = [80, 81, 82, 83];
  await lab.pool({ zones }).reconcile(ports);
  for (let index = 0; index < 20; index += 1)
    lab.request('POST', 'global/backendServices', { name: `theirs-${index}` });
  lab.calls.length = 0;
  lab.urls.length = 0;
  await lab.pool({ zones }).reconcile(ports);
  expect(lab.calls.toSorted()).toEqual([
    'backendServices.list backendServices',
    'healthChecks.list healthChecks',
    'instanceGroups.aggregatedList instanceGroups',
  ]);
  expect(lab.urls.map((url) => new URL(url).searchParams.get('filter') ?? '').toSorted()).toEqual([
    'name eq "k8s-be-[0-9]+--uid"',
    'name eq "k8s-be-[0-9]+--uid"',
    'name eq "k8s-ig--uid"',
  ]);
});

describe('#9 (ingress-gce#480) clusters of mixed modes never converge, and the mode is guessed by provoking refusals', () => {
  test('services of the pool itself show the mode: nothing is refused', async () => {
    const lab = poolLab();
    await lab.pool({ zones: [zoneA], balancing: [{ balancingMode: 'UTILIZATION' }] }).sync([80]);
    lab.calls.length = 0;
    await lab.pool({ zones }).sync([80, 81]);
    expect(modes(await lab.service(80))).toEqual(['UTILIZATION', 'RATE']);
    expect(modes(await lab.service(81))).toEqual(['UTILIZATION', 'RATE']);
    expect(ofMethod(lab.calls, 'backendServices.insert')).toHaveLength(1);
    expect(ofMethod(lab.calls, 'backendServices.patch')).toHaveLength(1);
  });

  test('services of others are looked at once, however many ports are refused', async () => {
    const lab = poolLab();
    lab.request('POST', `zones/${zoneA}/instanceGroups`, { name: 'k8s-ig--uid' });
    lab.request('POST', 'global/healthChecks', { name: 'theirs', type: 'TCP', tcpHealthCheck: { port: 1 } });
    lab.request('POST', 'global/backendServices', {
      name: 'theirs',
      healthChecks: [lab.cloud.link('global/healthChecks/theirs')],
      backends: [{ group: lab.cloud.link(`zones/${zoneA}/instanceGroups/k8s-ig--uid`), balancingMode: 'UTILIZATION' }],
    });
    const ports = Array.from({ length: 20 }, (_, index) => 1_000 + index);
    await lab.pool({ concurrency: 1 }).sync(ports);
    // One more than there are ports: the first was refused once.
    expect(ofMethod(lab.calls, 'backendServices.insert')).toHaveLength(21);
    expect(ofMethod(lab.calls, 'backendServices.list')).toHaveLength(2);
    await expect(lab.pool().plan(ports)).resolves.toMatchObject({ waves: [] });
  });
});

test('#10 "in use" is missed where the error is wrapped', async () => {
  const lab = poolLab();
  await lab.pool().sync([80]);
  const defaultService = lab.cloud.link('global/backendServices/k8s-be-80--uid');
  lab.request('POST', 'global/urlMaps', { name: 'web', defaultService });
  const wrapping = {
    ...lab.cloud,
    deleteBackendService: (name: string) =>
      lab.cloud.deleteBackendService(name).catch((cause: unknown) => {
        throw new Error(`while deleting ${name}`, { cause });
      }),
  };
  const { outcomes } = await lab.pool({ cloud: wrapping }).gc([]);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['inUse', 'inUse']);
});

describe('#11 ordinary drift of a health check (path, interval, host) is neither repaired nor told of', () => {
  const httpHealthCheckByHand = { port: 80, requestPath: '/mine', host: 'a.example' };
  const byHand = { checkIntervalSec: 9, timeoutSec: 3, httpHealthCheck: httpHealthCheckByHand };

  test('kept and told of, where settings made by hand are adopted', async () => {
    const lab = poolLab();
    await lab.pool().add(80);
    lab.request('PATCH', 'global/healthChecks/k8s-be-80--uid', byHand);
    const { waves, notices } = await lab.pool().plan([80]);
    expect(waves).toEqual([]);
    expect(notices).toMatchObject([
      { about: 'healthChecks/k8s-be-80--uid', message: expect.stringMatching(/checkIntervalSec.*httpHealthCheck/) },
    ]);
  });

  test('repaired, where what the pool computes is enforced', async () => {
    const lab = poolLab();
    await lab.pool().add(80);
    const { checkIntervalSec, httpHealthCheck } = await lab.check();
    lab.request('PATCH', 'global/healthChecks/k8s-be-80--uid', byHand);
    lab.calls.length = 0;
    await lab.pool({ healthChecks: 'enforce' }).reconcile([80]);
    expect(changes(lab.calls)).toEqual(['healthChecks.patch k8s-be-80--uid']);
    expect(await lab.check()).toMatchObject({
      checkIntervalSec,
      httpHealthCheck: { port: 80, requestPath: httpHealthCheck?.requestPath },
    });
  });
});
