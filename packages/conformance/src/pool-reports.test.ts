import type { BackendService } from '@gcepool/api';
import { Namer } from '@gcepool/core';
import { createSimulator } from '@gcepool/sim';
import { describe, expect, test } from 'vitest';
import { changes, type PoolLab, poolLab, zoneA, zoneB } from './pool-lab.test-support.ts';

/*
 * What users reported of the pools and controllers before this one, by report, and what happens here in the same situation. Those
 * of what was repaired since 2017, of what never was, and of the successor's defects are beside these.
 */

const nodesOf = (zone: string, ...names: readonly string[]) => names.map((name) => ({ name, zone }));
const membersOf = async (lab: PoolLab, group: string, zone = zoneA): Promise<string[]> =>
  (await lab.cloud.listInstances(group, zone)).map((link) => link.split('/').at(-1) ?? '').toSorted();

/** A load balancer that somebody made by hand over a group of theirs, with these members. */
function madeByHand(lab: PoolLab, ...members: readonly string[]): void {
  const group = `zones/${zoneA}/instanceGroups/theirs`;
  lab.request('POST', `zones/${zoneA}/instanceGroups`, { name: 'theirs', network: 'global/networks/default' });
  if (members.length > 0)
    lab.request('POST', `${group}/addInstances`, {
      instances: members.map((name) => ({ instance: lab.cloud.link(`zones/${zoneA}/instances/${name}`) })),
    });
  lab.request('POST', 'global/healthChecks', { name: 'theirs', type: 'TCP', tcpHealthCheck: { port: 1 } });
  lab.request('POST', 'global/backendServices', {
    name: 'theirs',
    healthChecks: [lab.cloud.link('global/healthChecks/theirs')],
    backends: [{ group: lab.cloud.link(group), balancingMode: 'UTILIZATION' }],
  });
}

describe('a backend is Unknown or UNHEALTHY, requests end with 502, and nobody says why', () => {
  const name = 'k8s-be-30001--uid';
  const why = async (lab: PoolLab): Promise<readonly string[]> =>
    (await lab.pool().diagnose(name)).groups.flatMap((group) => group.why ?? []);

  async function serving(): Promise<PoolLab> {
    const lab = poolLab(createSimulator({ health: 'live', firewalls: 'enforced' }));
    lab.insertNodes(zoneA, 'n1');
    await lab.pool().add({ nodePort: 30_001, readinessProbe: { httpGet: { path: '/ready' } } });
    await lab.pool().nodes.sync(nodesOf(zoneA, 'n1'));
    return lab;
  }

  const letIn = (lab: PoolLab): unknown =>
    lab.request('POST', 'global/firewalls', {
      name: 'probers',
      network: 'global/networks/default',
      sourceRanges: ['130.211.0.0/22', '35.191.0.0/16'],
      allowed: [{ IPProtocol: 'tcp', ports: ['30000-32767'] }],
    });

  test('ingress-gce#1601, contrib#2848: Unknown, for nothing is there that could answer, or nothing has been asked yet', async () => {
    const lab = poolLab(createSimulator({ health: 'live' }));
    await lab.pool().add(30_001);
    await expect(lab.pool().status(name)).resolves.toBe('Unknown');
    expect(await why(lab)).toContain('the group has no members');
    lab.insertNodes(zoneA, 'n1');
    await lab.pool().nodes.sync(nodesOf(zoneA, 'n1'));
    expect(await why(lab)).not.toContain('the group has no members');
  });

  test('kubernetes#20555: no firewall rule lets the health checks in', async () => {
    const lab = await serving();
    lab.simulator.clock.advance(3_600_000);
    expect(await why(lab)).toEqual([
      expect.stringMatching(/^1 of 1 members do not pass the health check/),
      expect.stringMatching(/^no firewall rule lets health checks from .* in to port 30001$/),
    ]);
  });

  test('ingress-gce#762, kubernetes#45438: what serves does not answer 200 where the health check asks', async () => {
    const lab = await serving();
    letIn(lab);
    lab.simulator.health.set({ instance: `projects/p/zones/${zoneA}/instances/n1`, port: 30_001, behaviour: 'down' });
    lab.simulator.clock.advance(3_600_000);
    expect(await why(lab)).toEqual([
      '1 of 1 members do not pass the health check: it sends GET /ready (HTTP) to port 30001, and takes no answer but 200',
    ]);
  });
});

describe('somebody writes over what somebody else set', () => {
  const byHand = { timeoutSec: 7_200, sessionAffinity: 'CLIENT_IP' } as const;

  test('ingress-gce#156: a backend service that a load balancer made by hand uses is not made anew, and keeps its settings', async () => {
    const lab = poolLab();
    madeByHand(lab);
    await lab.pool().reconcile([80]);
    lab.request('PATCH', 'global/backendServices/k8s-be-80--uid', byHand);
    for (const name of ['theirs', 'k8s-be-80--uid'])
      lab.request('POST', 'global/urlMaps', { name, defaultService: `global/backendServices/${name}` });
    const before = lab.state();
    lab.calls.length = 0;
    for (let run = 1; run <= 3; run += 1) {
      await lab.pool().reconcile([80]);
      await lab.pool().gc([80]);
    }
    expect(changes(lab.calls)).toEqual([]);
    // Where it is no longer wanted either, for as long as it is used.
    await lab.pool().gc([]);
    expect(lab.state()).toEqual(before);
  });

  test('kubernetes#78407: what the configuration says is put right, with the fields it is about; what it does not say stays', async () => {
    const lab = poolLab();
    const port = { nodePort: 80, backendService: { timeoutSec: 30 } };
    await lab.pool().reconcile([port]);
    lab.request('PATCH', 'global/backendServices/k8s-be-80--uid', byHand);
    const { waves } = await lab.pool().plan([port]);
    expect(waves.flat().map(({ resource, reason }) => `${resource}: ${reason}`)).toEqual([
      expect.stringMatching(/^global\/backendServices\/k8s-be-80--uid: .*timeoutSec/),
    ]);
    await lab.pool().reconcile([port]);
    await expect(lab.service()).resolves.toMatchObject({ ...byHand, timeoutSec: 30 });
  });

  test('ingress-gce#28: every field of the API can be said of a port', async () => {
    const lab = poolLab();
    const backendService = {
      timeoutSec: 60,
      sessionAffinity: 'GENERATED_COOKIE',
      affinityCookieTtlSec: 3_600,
      connectionDraining: { drainingTimeoutSec: 30 },
      enableCDN: true,
      customRequestHeaders: ['X-Client-Region:{client_region}'],
    } satisfies BackendService;
    await lab.pool().reconcile([{ nodePort: 80, backendService }]);
    await expect(lab.service()).resolves.toMatchObject(backendService);
    await expect(lab.pool().plan([{ nodePort: 80, backendService }])).resolves.toMatchObject({ waves: [] });
  });

  test('ingress-gce#1706, ingress-gce#2209: a security policy is taken off by an empty name, and stays where none is said any more, which is told', async () => {
    const lab = poolLab();
    lab.request('POST', 'global/securityPolicies', { name: 'limit', type: 'CLOUD_ARMOR' });
    const port = (securityPolicy?: string) => ({
      nodePort: 80,
      ...(securityPolicy === undefined ? {} : { backendService: { securityPolicy } }),
    });
    await lab.pool().reconcile([port('global/securityPolicies/limit')]);
    const { notices } = await lab.pool().reconcile([port()]);
    expect((await lab.service()).securityPolicy).toMatch(/\/limit$/);
    expect(notices.map(({ message }) => message)).toEqual([
      'keeps its securityPolicy, which the pool has set and nodePort 80 asks for no more: say what it shall be instead',
    ]);
    await expect(lab.pool().reconcile([port('')])).resolves.toMatchObject({ notices: [] });
    expect((await lab.service()).securityPolicy ?? '').toBe('');
  });
});

describe('how load is balanced cannot be chosen, or cannot be shared', () => {
  const backend = async (lab: PoolLab, nodePort: number) => (await lab.service(nodePort)).backends?.[0];

  test('ingress-gce#670: a rate for each port, at first and later', async () => {
    const lab = poolLab();
    const port = (maxRatePerInstance: number) =>
      ({ nodePort: 80, balancing: { balancingMode: 'RATE', maxRatePerInstance, capacityScaler: 0.5 } }) as const;
    await lab.pool().reconcile([port(100), 81]);
    expect(await backend(lab, 80)).toMatchObject({ maxRatePerInstance: 100, capacityScaler: 0.5 });
    expect(await backend(lab, 81)).toMatchObject({ maxRatePerInstance: 1 });
    await lab.pool().reconcile([port(200), 81]);
    expect(await backend(lab, 80)).toMatchObject({ maxRatePerInstance: 200 });
  });

  test('ingress-gce#740: UTILIZATION for all ports of a pool', async () => {
    const lab = poolLab();
    await lab.pool({ balancing: [{ balancingMode: 'UTILIZATION', maxUtilization: 0.6 }] }).reconcile([80, 81]);
    expect(await backend(lab, 80)).toMatchObject({ balancingMode: 'UTILIZATION', maxUtilization: 0.6 });
  });

  test('kubernetes#58500: an internal load balancer balances the same groups by CONNECTION', async () => {
    const lab = poolLab();
    await lab.pool().reconcile([80]);
    const group = lab.cloud.link(`zones/${zoneA}/instanceGroups/k8s-ig--uid`);
    lab.insertNodes(zoneA, 'n1');
    await lab.pool().nodes.sync(nodesOf(zoneA, 'n1'));
    lab.request('POST', 'regions/us-central1/healthChecks', { name: 'l4', type: 'TCP', tcpHealthCheck: { port: 1 } });
    lab.request('POST', 'regions/us-central1/backendServices', {
      name: 'l4',
      loadBalancingScheme: 'INTERNAL',
      protocol: 'TCP',
      healthChecks: [lab.cloud.link('regions/us-central1/healthChecks/l4')],
      backends: [{ group, balancingMode: 'CONNECTION' }],
    });
    await lab.pool().reconcile([80, 81]);
    expect(await backend(lab, 81)).toMatchObject({ balancingMode: 'RATE' });
  });
});

test('ingress-gce#433, ingress-gce#1177: ports of network endpoint groups alone get no instance group, and no node joins one', async () => {
  const lab = poolLab();
  lab.insertNodes(zoneA, 'n1');
  madeByHand(lab, 'n1');
  lab.request('POST', `zones/${zoneA}/networkEndpointGroups`, {
    name: 'neg',
    networkEndpointType: 'GCE_VM_IP_PORT',
    network: 'global/networks/default',
  });
  const networkEndpointGroups = [lab.cloud.link(`zones/${zoneA}/networkEndpointGroups/neg`)];
  await lab.pool().reconcile([{ nodePort: 80, networkEndpointGroups }]);
  const { notices } = await lab.pool().nodes.sync(nodesOf(zoneA, 'n1'));
  expect(notices).toMatchObject([{ message: 'has no instance group; not added: n1' }]);
  expect((await lab.cloud.listInstanceGroups()).map(({ name }) => name)).toEqual(['theirs']);
});

describe('names collide', () => {
  /** As long as a name may be after `k8s-ig--`, and then something more that is cut off. */
  const long = 'a'.repeat(60);

  test('ingress-gce#537: of two clusters whose long names are cut off to the same, the second is told, and touches nothing', async () => {
    const lab = poolLab();
    lab.insertNodes(zoneA, 'n1', 'n2');
    const [first, second] = [`${long}-1`, `${long}-2`].map((uid) => lab.pool({ namer: new Namer(uid) }));
    await first?.reconcile([80]);
    await first?.nodes.sync(nodesOf(zoneA, 'n1'));
    const before = lab.state();
    const told = `it is of cluster ${long}-1. Delete it, or choose another cluster name`;
    await expect(second?.reconcile([80, 81])).rejects.toThrow(told);
    await expect(second?.nodes.sync(nodesOf(zoneA, 'n2'), { force: true })).rejects.toThrow(told);
    await expect(second?.nodes.delete()).resolves.toMatchObject({ outcomes: [], notices: [{}] });
    await expect(second?.shutdown({ force: true })).resolves.toMatchObject({ outcomes: [], notices: [{}] });
    expect(lab.state()).toEqual(before);
    const [group] = await lab.cloud.listInstanceGroups();
    await expect(membersOf(lab, group?.name ?? '')).resolves.toEqual(['n1']);
  });

  test('ingress-gce#537: long names of services and namespaces collide with nothing', async () => {
    const lab = poolLab();
    const key = (service: string): string => `${'n'.repeat(63)}/${'s'.repeat(62)}${service}/http`;
    await lab.pool().reconcile([
      { nodePort: 80, key: key('a') },
      { nodePort: 81, key: key('b') },
    ]);
    expect((await lab.service(80)).description).toContain(key('a').slice(0, -5));
    expect((await lab.service(81)).description).toContain(key('b').slice(0, -5));
  });

  test('kubernetes#47565, contrib#1362: two clusters in one zone have a group each, and keep their nodes', async () => {
    const lab = poolLab();
    lab.insertNodes(zoneA, 'n1', 'n2');
    const [a, b] = ['a', 'b'].map((uid) => lab.pool({ namer: new Namer(uid) }));
    for (let run = 1; run <= 2; run += 1) {
      for (const [pool, node] of [
        [a, 'n1'],
        [b, 'n2'],
      ] as const) {
        await pool?.reconcile([80]);
        await pool?.nodes.sync(nodesOf(zoneA, node));
      }
    }
    await expect(membersOf(lab, 'k8s-ig--a')).resolves.toEqual(['n1']);
    await expect(membersOf(lab, 'k8s-ig--b')).resolves.toEqual(['n2']);
  });
});

test('kubernetes#52303: what a cluster made under another name can be shut down under that', async () => {
  const lab = poolLab();
  lab.begin();
  const before = lab.state();
  await lab.pool({ namer: new Namer('old'), zones: [zoneA, zoneB] }).reconcile([80]);
  await lab.pool({ namer: new Namer('new') }).reconcile([80]);
  await lab.pool({ namer: new Namer('new') }).shutdown();
  await lab.pool({ namer: new Namer('old') }).shutdown();
  expect(lab.state()).toEqual(before);
});
