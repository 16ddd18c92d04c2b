import { describe, expect, test } from 'vitest';
import { asArray, asObject } from '../../kernel/json.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const ROUTERS = 'regions/us-east1/routers';
const NAT = {
  name: 'nat',
  natIpAllocateOption: 'AUTO_ONLY',
  sourceSubnetworkIpRangesToNat: 'ALL_SUBNETWORKS_ALL_IP_RANGES',
};

function projectWithRouter(body: object = {}): TestProject {
  const project = testProject();
  project.finish('POST', ROUTERS, { name: 'r', network: 'global/networks/default', ...body });
  return project;
}

const natOf = (project: TestProject) => asObject(asArray(project.get(`${ROUTERS}/r`)['nats'])[0]);

describe('routers', () => {
  test('show their defaults', () => {
    const bgpPeers = [{ name: 'peer', peerAsn: 65_001, interfaceName: 'i' }];
    const router = projectWithRouter({
      bgp: { asn: 64_514 },
      interfaces: [{ name: 'i' }],
      bgpPeers,
    }).get(`${ROUTERS}/r`);
    expect(router).toMatchObject({
      bgp: { asn: 64_514, advertiseMode: 'DEFAULT', keepaliveInterval: 20 },
      bgpPeers: [
        {
          name: 'peer',
          advertiseMode: 'DEFAULT',
          bfd: {
            minReceiveInterval: 1000,
            minTransmitInterval: 1000,
            multiplier: 5,
            sessionInitializationMode: 'DISABLED',
          },
          enable: 'TRUE',
          enableIpv4: true,
        },
      ],
      encryptedInterconnectRouter: false,
      interfaces: [{ name: 'i', ipVersion: 'IPV4' }],
    });
    expect(projectWithRouter().get(`${ROUTERS}/r`)).not.toHaveProperty('bgp');
  });

  test('complete a public gateway', () => {
    const nat = natOf(
      projectWithRouter({ nats: [{ ...NAT, tcpTimeWaitTimeoutSec: 60, logConfig: null, natIps: [] }] }),
    );
    expect(nat).toEqual({
      ...NAT,
      effectiveTcpTimeWaitTimeoutSec: 60,
      enableEndpointIndependentMapping: false,
      endpointTypes: ['ENDPOINT_TYPE_VM'],
      tcpTimeWaitTimeoutSec: 60,
      type: 'PUBLIC',
    });
  });

  test('take an allocation of a private gateway that the API model lacks, and do not show it', () => {
    const project = projectWithRouter();
    const nats = [{ ...NAT, type: 'PRIVATE', natIpAllocateOption: 'USE_SHARED_RANGES' }];
    project.finish('PATCH', `${ROUTERS}/r`, { nats });
    expect(natOf(project)).toMatchObject({ enableDynamicPortAllocation: true, effectiveTcpTimeWaitTimeoutSec: 120 });
    expect(natOf(project)).not.toHaveProperty('natIpAllocateOption');
    const unknown = { nats: [{ ...NAT, natIpAllocateOption: 'WHATEVER' }] };
    expect(project.refusal('PATCH', `${ROUTERS}/r`, unknown)).toMatch(/^400 /);
  });

  test('lose their gateways to an empty list, and nothing to an empty patch', () => {
    const project = projectWithRouter({ nats: [NAT] });
    project.finish('PATCH', `${ROUTERS}/r`, {});
    expect(natOf(project)['name']).toBe('nat');
    project.finish('PATCH', `${ROUTERS}/r`, { nats: [] });
    expect(project.get(`${ROUTERS}/r`)).not.toHaveProperty('nats');
  });

  test('use addresses and subnetworks, which cannot be deleted meanwhile', () => {
    const project = testProject();
    project.finish('POST', 'regions/us-east1/addresses', { name: 'a' });
    const natIps = ['regions/us-east1/addresses/a'];
    const nats = [{ ...NAT, natIpAllocateOption: 'MANUAL_ONLY', natIps }];
    project.finish('POST', ROUTERS, { name: 'r', network: 'global/networks/default', nats });
    expect(project.refusal('DELETE', 'regions/us-east1/addresses/a')).toContain(
      `being used by 'projects/p1/${ROUTERS}/r'`,
    );
  });

  test.each([
    ['natIps', { ...NAT, natIpAllocateOption: 'MANUAL_ONLY' }],
    ['sourceSubnetworkIpRangesToNat', { name: 'nat', natIpAllocateOption: 'AUTO_ONLY' }],
    ['name', { ...NAT, name: '' }],
  ])('refuse a gateway without its %s', (field, nat) => {
    const body = { name: 'r', network: 'global/networks/default', nats: [nat] };
    expect(testProject().refusal('POST', ROUTERS, body)).toMatch(`'resource.nats[0].${field}'`);
  });

  test.each([
    [{ subnetworks: [{ name: 'regions/us-east1/subnetworks/default' }] }, "'resource.nats[0].subnetworks'"],
    [{ sourceSubnetworkIpRangesToNat: 'LIST_OF_SUBNETWORKS' }, "Required field 'resource.nats[0].subnetworks'"],
    [
      {
        sourceSubnetworkIpRangesToNat: 'LIST_OF_SUBNETWORKS',
        subnetworks: [
          {
            name: 'regions/us-east1/subnetworks/default',
            sourceIpRangesToNat: ['PRIMARY_IP_RANGE'],
            secondaryIpRangeNames: ['pods'],
          },
        ],
      },
      "'resource.nats[0].subnetworks[0].secondaryIpRangeNames'",
    ],
    [
      { enableDynamicPortAllocation: true, enableEndpointIndependentMapping: true },
      "'resource.nats[0].enableEndpointIndependentMapping': 'true'",
    ],
    [{ enableDynamicPortAllocation: true, minPortsPerVm: 48 }, "'resource.nats[0].minPortsPerVm': '48'"],
    [{ enableDynamicPortAllocation: true, minPortsPerVm: 16 }, "'resource.nats[0].minPortsPerVm': '16'"],
    [
      { enableDynamicPortAllocation: true, minPortsPerVm: 64, maxPortsPerVm: 64 },
      "'resource.nats[0].maxPortsPerVm': '64'",
    ],
    [{ enableDynamicPortAllocation: true, maxPortsPerVm: 32 }, "'resource.nats[0].maxPortsPerVm': '32'"],
    [{ rules: [{ ruleNumber: 1 }, { ruleNumber: 1 }] }, "'resource.nats[0].rules[1].ruleNumber': '1'"],
    [{ rules: [{ ruleNumber: 65_001 }] }, "'resource.nats[0].rules[0].ruleNumber': '65001'"],
    [{ rules: [{ ruleNumber: 1, match: 'x ((' }] }, "'resource.nats[0].rules[0].match': 'x (('"],
    [{ natIpAllocateOption: 'MANUAL_ONLY', natIps: ['regions/us-east1/addresses/i'] }, "'resource.nats[0].natIps[0]'"],
    [{ natIpAllocateOption: 'MANUAL_ONLY', natIps: ['global/addresses/g'] }, "It must be in region 'us-east1'"],
    [
      {
        natIpAllocateOption: 'MANUAL_ONLY',
        natIps: ['regions/us-east1/addresses/e'],
        drainNatIps: ['regions/us-east1/addresses/e'],
      },
      "'resource.nats[0].drainNatIps[0]'",
    ],
  ])('refuse a gateway %j', (more, message) => {
    const project = testProject();
    project.make('POST', 'regions/us-east1/addresses', { name: 'i', addressType: 'INTERNAL' });
    project.make('POST', 'regions/us-east1/addresses', { name: 'e' });
    project.make('POST', 'global/addresses', { name: 'g' });
    const body = { name: 'r', network: 'global/networks/default', nats: [{ ...NAT, ...more }] };
    expect(project.refusal('POST', ROUTERS, body)).toContain(message);
  });

  test.each([
    { enableDynamicPortAllocation: true, minPortsPerVm: 64, maxPortsPerVm: 128 },
    { enableDynamicPortAllocation: true, maxPortsPerVm: 64 },
    { minPortsPerVm: 50 },
    { rules: [{ ruleNumber: 1, match: "destination.ip == '1.1.0.1'" }, { ruleNumber: 2 }] },
    { rules: [{ ruleNumber: 1, match: '' }] },
  ])('take a gateway %j', (more) => {
    expect(natOf(projectWithRouter({ nats: [{ ...NAT, ...more }] }))).toMatchObject(more);
  });

  test('send by rules from static external addresses, and drain what they sent from', () => {
    const project = projectWithRouter({ nats: [{ ...NAT, natIpAllocateOption: 'AUTO_ONLY' }] });
    project.make('POST', 'regions/us-east1/addresses', { name: 'i', addressType: 'INTERNAL' });
    for (const name of ['e', 'f']) project.make('POST', 'regions/us-east1/addresses', { name });
    const at = (name: string) => `regions/us-east1/addresses/${name}`;
    const rules = (action: object) => ({ nats: [{ ...NAT, rules: [{ ruleNumber: 1, action }] }] });
    const told = (action: object) => project.refusal('PATCH', `${ROUTERS}/r`, rules(action));
    expect(told({ sourceNatActiveIps: [at('i')] })).toContain('It must be a static external IP address.');
    project.make('PATCH', `${ROUTERS}/r`, rules({ sourceNatActiveIps: [at('e')] }));
    expect(told({ sourceNatDrainIps: [at('f')] })).toContain('in sourceNatActiveIps of the rule before');
    project.make('PATCH', `${ROUTERS}/r`, rules({ sourceNatActiveIps: [at('f')], sourceNatDrainIps: [at('e')] }));
    const nat64 = { nats: [{ ...NAT, sourceSubnetworkIpRangesToNat64: 'LIST_OF_IPV6_SUBNETWORKS' }] };
    expect(project.refusal('PATCH', `${ROUTERS}/r`, nat64)).toContain("'resource.nats[0].nat64Subnetworks'");
  });

  test.each([65_535, 3, 64_511])('refuse the autonomous system %i, which is no private one', (asn) => {
    const body = { name: 'r', network: 'global/networks/default', bgp: { asn } };
    expect(testProject().refusal('POST', ROUTERS, body)).toContain(`'resource.bgp.asn': '${asn}'`);
  });

  test('refuse two gateways of one name', () => {
    const body = { name: 'r', network: 'global/networks/default', nats: [NAT, NAT] };
    expect(testProject().refusal('POST', ROUTERS, body)).toMatch(/^400 .*'resource.nats\[1\].name'/);
  });
});

describe('preview', () => {
  test('shows what an update would make, and makes nothing', () => {
    const project = projectWithRouter();
    const { body } = project.send('POST', `${ROUTERS}/r/preview`, { bgp: { asn: 64_514 } });
    expect(body).toMatchObject({ resource: { name: 'r', bgp: { asn: 64_514, advertiseMode: 'DEFAULT' } } });
    expect(project.get(`${ROUTERS}/r`)).not.toHaveProperty('bgp');
  });
});

describe('getRouterStatus', () => {
  test('has every peer down and every gateway without a machine', () => {
    const bgpPeers = [{ name: 'peer', peerAsn: 65_001, peerIpAddress: '169.254.0.2' }];
    const status = projectWithRouter({ nats: [NAT], bgp: { asn: 64_514 }, bgpPeers }).get(
      `${ROUTERS}/r/getRouterStatus`,
    );
    expect(status).toMatchObject({
      kind: 'compute#routerStatusResponse',
      result: {
        network: expect.stringMatching(/\/networks\/default$/),
        bgpPeerStatus: [{ name: 'peer', status: 'DOWN', peerIpAddress: '169.254.0.2', numLearnedRoutes: 0 }],
        natStatus: [{ name: 'nat', numVmEndpointsWithNatMappings: 0 }],
      },
    });
  });
});

describe.each([
  ['RoutePolicy', 'RoutePolicies', 'policy', 'ROUTE_POLICY_TYPE_IMPORT'],
  ['NamedSet', 'NamedSets', 'namedSet', 'NAMED_SET_TYPE_PREFIX'],
])('%s', (noun, plural, parameter, type) => {
  const one = (project: TestProject) => asObject(project.get(`${ROUTERS}/r/get${noun}?${parameter}=x`)['resource']);

  test('is made by an update, changed with its fingerprint, listed and deleted', () => {
    const project = projectWithRouter();
    project.finish('POST', `${ROUTERS}/r/update${noun}`, { name: 'x', type });
    expect(one(project)).toMatchObject({ name: 'x', type });
    const { fingerprint } = one(project);
    project.finish('POST', `${ROUTERS}/r/patch${noun}`, { name: 'x', description: 'd', fingerprint });
    expect(one(project)).toMatchObject({ type, description: 'd' });
    const stale = { name: 'x', description: 'e', fingerprint };
    expect(project.refusal('POST', `${ROUTERS}/r/patch${noun}`, stale)).toMatch(/^412 /);
    expect(asArray(project.get(`${ROUTERS}/r/list${plural}`)['result'])).toHaveLength(1);
    project.finish('PATCH', `${ROUTERS}/r`, { description: 'the router changes, its parts do not' });
    expect(one(project)).toMatchObject({ description: 'd' });
    project.finish('POST', `${ROUTERS}/r/delete${noun}?${parameter}=x`);
    expect(project.refusal('GET', `${ROUTERS}/r/get${noun}?${parameter}=x`)).toMatch(/^400 /);
    expect(project.get(`${ROUTERS}/r/list${plural}`)).not.toHaveProperty('result');
  });

  test('must exist to be patched or deleted', () => {
    const project = projectWithRouter();
    expect(project.refusal('POST', `${ROUTERS}/r/patch${noun}`, { name: 'x' })).toMatch(/^400 /);
    expect(project.refusal('POST', `${ROUTERS}/r/delete${noun}?${parameter}=x`)).toMatch(/^400 /);
  });
});

test('groups and ranges are advertised by choice alone', () => {
  const bgp = (more: object) => ({ bgp: { asn: 64_514, ...more } });
  const router = (more: object) => ({ name: 'r', network: 'global/networks/default', ...more });
  const groups = { advertisedGroups: ['ALL_SUBNETS'] };
  const message = /advertisedGroups'.*can only be populated if the advertise mode is CUSTOM\.$/;
  expect(testProject().refusal('POST', ROUTERS, router(bgp(groups)))).toMatch(message);
  const bgpPeers = [{ name: 'peer', peerAsn: 65_001, interfaceName: 'i', ...groups }];
  expect(testProject().refusal('POST', ROUTERS, router({ ...bgp({}), interfaces: [{ name: 'i' }], bgpPeers }))).toMatch(
    /'resource.bgpPeers\[0\].advertisedGroups'/,
  );
  const project = projectWithRouter(bgp({ advertiseMode: 'CUSTOM', ...groups }));
  // Whoever goes back need not take them away.
  project.make('PATCH', `${ROUTERS}/r`, bgp({ advertiseMode: 'DEFAULT' }));
});
