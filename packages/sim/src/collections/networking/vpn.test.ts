import { describe, expect, test } from 'vitest';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const REGION = 'regions/us-east1';
const LINK = 'https://www.googleapis.com/compute/v1/projects/p1';
const TUNNEL = {
  vpnGateway: `${REGION}/vpnGateways/g`,
  peerExternalGateway: 'global/externalVpnGateways/e',
  peerExternalGatewayInterface: 0,
  sharedSecret: 'secret',
};

function projectWithGateways(): TestProject {
  const project = testProject();
  project.finish('POST', `${REGION}/vpnGateways`, { name: 'g', network: 'global/networks/default' });
  const interfaces = [{ id: 0, ipAddress: '203.0.113.1' }];
  const body = { name: 'e', redundancyType: 'SINGLE_IP_INTERNALLY_REDUNDANT', interfaces };
  project.finish('POST', 'global/externalVpnGateways', body);
  return project;
}

describe('vpnGateways', () => {
  test('have two interfaces with addresses of their own, and keep them', () => {
    const project = projectWithGateways();
    const gateway = project.get(`${REGION}/vpnGateways/g`);
    const ipAddress = expect.stringMatching(/^3[45](\.\d{1,3}){3}$/);
    expect(gateway).toMatchObject({
      gatewayIpVersion: 'IPV4',
      stackType: 'IPV4_ONLY',
      vpnInterfaces: [
        { id: 0, ipAddress },
        { id: 1, ipAddress },
      ],
    });
    const { labelFingerprint } = gateway;
    project.finish('POST', `${REGION}/vpnGateways/g/setLabels`, { labels: { a: 'b' }, labelFingerprint });
    expect(project.get(`${REGION}/vpnGateways/g`)['vpnInterfaces']).toEqual(gateway['vpnInterfaces']);
  });

  test('name their operations in full', () => {
    const operation = testProject().finish('POST', `${REGION}/vpnGateways`, {
      name: 'g',
      network: 'global/networks/default',
    });
    expect(operation['operationType']).toBe('compute.vpnGateways.insert');
  });

  test('say whether both interfaces have a tunnel to a peer', () => {
    const project = projectWithGateways();
    expect(project.get(`${REGION}/vpnGateways/g/getStatus`)).toEqual({ result: {} });
    project.finish('POST', `${REGION}/vpnTunnels`, { ...TUNNEL, name: 't0', vpnGatewayInterface: 0 });
    const peerExternalGateway = `${LINK}/global/externalVpnGateways/e`;
    expect(project.get(`${REGION}/vpnGateways/g/getStatus`)).toEqual({
      result: {
        vpnConnections: [
          {
            peerExternalGateway,
            state: { state: 'CONNECTION_REDUNDANCY_NOT_MET', unsatisfiedReason: 'INCOMPLETE_TUNNELS_COVERAGE' },
            tunnels: [
              { tunnelUrl: `${LINK}/${REGION}/vpnTunnels/t0`, localGatewayInterface: 0, peerGatewayInterface: 0 },
            ],
          },
        ],
      },
    });
    project.finish('POST', `${REGION}/vpnTunnels`, { ...TUNNEL, name: 't1', vpnGatewayInterface: 1 });
    expect(project.get(`${REGION}/vpnGateways/g/getStatus`)).toMatchObject({
      result: { vpnConnections: [{ state: { state: 'CONNECTION_REDUNDANCY_MET' } }] },
    });
  });
});

describe('externalVpnGateways', () => {
  test('have as many interfaces as their redundancy says', () => {
    const body = { name: 'e', redundancyType: 'TWO_IPS_REDUNDANCY', interfaces: [{ id: 0, ipAddress: '203.0.113.1' }] };
    expect(testProject().refusal('POST', 'global/externalVpnGateways', body)).toMatch(/needs 2 interfaces/);
  });

  test('name their operations in full', () => {
    const operation = projectWithGateways().finish('DELETE', 'global/externalVpnGateways/e');
    expect(operation['operationType']).toBe('compute.externalVpnGateways.delete');
  });
});

describe('targetVpnGateways', () => {
  test('are ready, and know their tunnels', () => {
    const project = testProject();
    project.finish('POST', `${REGION}/targetVpnGateways`, { name: 'g', network: 'global/networks/default' });
    expect(project.get(`${REGION}/targetVpnGateways/g`)).toMatchObject({ description: '', status: 'READY' });
    const targetVpnGateway = `${REGION}/targetVpnGateways/g`;
    project.finish('POST', `${REGION}/vpnTunnels`, {
      name: 't',
      targetVpnGateway,
      peerIp: '203.0.113.1',
      sharedSecret: 's',
    });
    expect(project.get(`${REGION}/targetVpnGateways/g`)['tunnels']).toEqual([`${LINK}/${REGION}/vpnTunnels/t`]);
    expect(project.refusal('DELETE', targetVpnGateway)).toMatch(/being used by/);
  });
});

describe('vpnTunnels', () => {
  test('never show their secret', () => {
    const project = projectWithGateways();
    project.finish('POST', `${REGION}/vpnTunnels`, { ...TUNNEL, name: 't', vpnGatewayInterface: 0 });
    const tunnel = project.get(`${REGION}/vpnTunnels/t`);
    expect(JSON.stringify(tunnel)).not.toContain('"secret"');
    expect(tunnel).toMatchObject({
      ikeVersion: 2,
      sharedSecretHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      status: 'NO_INCOMING_PACKETS',
    });
  });

  test.each([
    ['a gateway', { vpnGateway: null }, 'resource.vpnGateway'],
    ['a secret', { sharedSecret: null }, 'resource.sharedSecret'],
    ['a known version', { ikeVersion: 3 }, 'resource.ikeVersion'],
    ['only one gateway', { targetVpnGateway: `${REGION}/targetVpnGateways/x` }, 'resource.vpnGateway'],
  ])('need %s', (_what, change, field) => {
    const project = projectWithGateways();
    project.finish('POST', `${REGION}/targetVpnGateways`, { name: 'x', network: 'global/networks/default' });
    expect(project.refusal('POST', `${REGION}/vpnTunnels`, { ...TUNNEL, name: 't', ...change })).toContain(field);
  });
});

test.each([
  [{ peerGcpGateway: `${REGION}/vpnGateways/other` }, "'resource.peerGcpGateway'"],
  [{ peerIp: '203.0.113.9' }, 'It can be set only for Classic VPN tunnels.'],
  [{ ikeVersion: 3 }, "'resource.ikeVersion': '3'"],
  [{ peerExternalGatewayInterface: 4 }, "'resource.peerExternalGatewayInterface': '4'"],
  [{ localTrafficSelector: ['10.0.0.0/40'] }, "'resource.localTrafficSelector[0]': '10.0.0.0/40'"],
])('a tunnel is not made with %j', (more, message) => {
  const body = { ...TUNNEL, name: 't', ...more };
  expect(projectWithGateways().refusal('POST', `${REGION}/vpnTunnels`, body)).toContain(message);
});

test('a classic tunnel has another end of IPv4, and selectors of it', () => {
  const project = testProject();
  project.make('POST', `${REGION}/targetVpnGateways`, { name: 'g', network: 'global/networks/default' });
  const body = { name: 't', targetVpnGateway: `${REGION}/targetVpnGateways/g`, sharedSecret: 's' };
  const refusal = (more: object): string => project.refusal('POST', `${REGION}/vpnTunnels`, { ...body, ...more });
  expect(refusal({ peerIp: '2001:db8::1' })).toContain("'resource.peerIp': '2001:db8::1'. Must be an IPv4 address.");
  expect(refusal({ peerIp: '203.0.113.1', remoteTrafficSelector: ['2001:db8::/32'] })).toContain(
    "'resource.remoteTrafficSelector[0]'",
  );
  const overlapping = { peerIp: '203.0.113.1', localTrafficSelector: ['10.0.0.0/8', '10.1.0.0/16'] };
  expect(refusal(overlapping)).toContain("'resource.localTrafficSelector[1]'");
});

test.each([
  [{ id: 1, ipAddress: '203.0.113.1' }, "'resource.interfaces[0].id': '1'"],
  [{ id: 0, ipAddress: 'here' }, "'resource.interfaces[0].ipAddress': 'here'"],
  [{ id: 0, ipv6Address: '1.2.3.4' }, "'resource.interfaces[0].ipv6Address': '1.2.3.4'"],
  [{ id: 0, ipv6Address: '::ffff:102:304' }, "'resource.interfaces[0].ipv6Address': '::ffff:102:304'"],
])('an external gateway has no interface %j', (item, message) => {
  const body = { name: 'e', redundancyType: 'SINGLE_IP_INTERNALLY_REDUNDANT', interfaces: [item] };
  expect(testProject().refusal('POST', 'global/externalVpnGateways', body)).toContain(message);
});
