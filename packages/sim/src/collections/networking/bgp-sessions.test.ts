import { describe, expect, test } from 'vitest';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { asArray, asObject } from '../../kernel/json.ts';

const REGION = 'regions/us-east1';
const SIDES = [
  { own: '1', other: '2', address: '169.254.0.1', peer: '169.254.0.2', asn: 64_514, peerAsn: 64_515 },
  { own: '2', other: '1', address: '169.254.0.2', peer: '169.254.0.1', asn: 64_515, peerAsn: 64_514 },
];

/** Two networks, the second with subnetworks in two regions, and a tunnel in either direction; then the sessions. */
function connected(
  more: { readonly routingMode?: string; readonly peerAsn?: number; readonly custom?: object } = {},
): TestProject {
  const project = testProject();
  for (const { own, asn } of SIDES) {
    const routingConfig = { routingMode: more.routingMode ?? 'GLOBAL' };
    project.make('POST', 'global/networks', { name: `n${own}`, autoCreateSubnetworks: false, routingConfig });
    const network = `global/networks/n${own}`;
    project.make('POST', `${REGION}/vpnGateways`, { name: `g${own}`, network });
    project.make('POST', `${REGION}/routers`, { name: `r${own}`, network, bgp: { asn } });
  }
  for (const [index, region] of ['us-east1', 'us-west1'].entries()) {
    const body = { name: 's', network: 'global/networks/n2', ipCidrRange: `192.168.${index + 1}.0/24` };
    project.make('POST', `regions/${region}/subnetworks`, body);
  }
  for (const { own, other } of SIDES) {
    project.make('POST', `${REGION}/vpnTunnels`, {
      name: `t${own}`,
      vpnGateway: `${REGION}/vpnGateways/g${own}`,
      peerGcpGateway: `${REGION}/vpnGateways/g${other}`,
      vpnGatewayInterface: 0,
      sharedSecret: 'secret',
      router: `${REGION}/routers/r${own}`,
    });
  }
  for (const { own, address, peer, peerAsn } of SIDES) {
    const linkedVpnTunnel = `${REGION}/vpnTunnels/t${own}`;
    const bgpPeer = { name: 'p', interfaceName: 'i', peerIpAddress: peer, peerAsn: more.peerAsn ?? peerAsn };
    project.make('PATCH', `${REGION}/routers/r${own}`, {
      interfaces: [{ name: 'i', ipRange: `${address}/30`, linkedVpnTunnel }],
      bgpPeers: [{ ...bgpPeer, ...(own === '2' ? more.custom : {}) }],
    });
  }
  return project;
}

const statusOf = (project: TestProject, router: string): JsonObject =>
  asObject(project.get(`${REGION}/routers/${router}/getRouterStatus`)['result']);
const rangesOf = (status: JsonObject): unknown[] =>
  asArray(status['bestRoutes']).map((route) => asObject(route)['destRange']);

describe('routers at both ends of a tunnel', () => {
  test('are up, and learn the ranges of the other network', () => {
    const project = connected();
    expect(project.get(`${REGION}/vpnTunnels/t1`)).toMatchObject({ status: 'ESTABLISHED' });
    const status = statusOf(project, 'r1');
    expect(status['bgpPeerStatus']).toMatchObject([{ status: 'UP', state: 'Established', numLearnedRoutes: 2 }]);
    expect(rangesOf(status)).toEqual(['192.168.1.0/24', '192.168.2.0/24']);
    expect(asArray(status['bestRoutes'])[0]).toMatchObject({
      nextHopIp: '169.254.0.2',
      nextHopVpnTunnel: expect.stringMatching(/\/vpnTunnels\/t1$/),
      priority: 100,
    });
    expect(status['bestRoutesForRouter']).toEqual(status['bestRoutes']);
    expect(statusOf(project, 'r2')).not.toHaveProperty('bestRoutes');
  });

  test('know those of their region alone where the network routes by region', () => {
    expect(rangesOf(statusOf(connected({ routingMode: 'REGIONAL' }), 'r1'))).toEqual(['192.168.1.0/24']);
  });

  test('tell what they were told to tell', () => {
    const custom = { advertiseMode: 'CUSTOM', advertisedIpRanges: [{ range: '10.99.0.0/16' }] };
    expect(rangesOf(statusOf(connected({ custom }), 'r1'))).toEqual(['10.99.0.0/16']);
    const both = { ...custom, advertisedGroups: ['ALL_SUBNETS'] };
    expect(rangesOf(statusOf(connected({ custom: both }), 'r1'))).toContain('10.99.0.0/16');
  });

  test('are down where they do not agree who they are, and where the tunnel leads one way', () => {
    expect(statusOf(connected({ peerAsn: 65_000 }), 'r1')['bgpPeerStatus']).toMatchObject([{ status: 'DOWN' }]);
    const project = connected();
    project.make('PATCH', `${REGION}/routers/r2`, { interfaces: [], bgpPeers: [] });
    project.make('DELETE', `${REGION}/vpnTunnels/t2`);
    expect(project.get(`${REGION}/vpnTunnels/t1`)).toMatchObject({ status: 'NO_INCOMING_PACKETS' });
    expect(statusOf(project, 'r1')['bgpPeerStatus']).toMatchObject([{ status: 'DOWN', numLearnedRoutes: 0 }]);
  });
});
