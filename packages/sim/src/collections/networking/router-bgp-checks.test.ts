import { expect, test } from 'vitest';
import { instance, ZONE } from '../../../test/machines.ts';
import { testProject } from '../../../test/test-project.ts';

const ROUTER = 'regions/us-east1/routers/r';
const IN_WEST = 'regions/us-west1/subnetworks/default';

const project = testProject();
const linked = { name: 'on', ipRange: '169.254.1.1/30', subnetwork: 'regions/us-east1/subnetworks/default' };
const md5AuthenticationKeys = [{ name: 'k', key: 'secret' }];
project.make('POST', 'regions/us-east1/routers', {
  name: 'r',
  network: 'global/networks/default',
  bgp: { asn: 64_514 },
  interfaces: [linked],
  md5AuthenticationKeys,
});
project.make('POST', `${ROUTER}/updateRoutePolicy`, { name: 'out', type: 'ROUTE_POLICY_TYPE_EXPORT' });

const peer = (more: object) => ({ bgpPeers: [{ name: 'p', peerAsn: 65_001, interfaceName: 'on', ...more }] });
const on = (more: object) => ({ interfaces: [{ ...linked, ...more }] });

test.each([
  [peer({ peerAsn: null }), "Required field 'resource.bgpPeers[0].peerAsn'"],
  [peer({ interfaceName: '' }), "Required field 'resource.bgpPeers[0].interfaceName'"],
  [
    { interfaces: [linked, { name: 'bare' }], ...peer({ interfaceName: 'bare', peerIpAddress: '169.254.1.2' }) },
    'In BGP Peer "p", peer IP address 169.254.1.2 is specified, but IP address is not specified.',
  ],
  [peer({ md5AuthenticationKeyName: 'other' }), 'no MD5 authentication key of that name'],
  [peer({ importPolicies: ['out'] }), "bgpPeers[0].importPolicies[0]': 'out'"],
  [peer({ exportPolicies: ['in'] }), "bgpPeers[0].exportPolicies[0]': 'in'"],
  [peer({ customLearnedIpRanges: [{ range: 'x' }] }), 'Must be an IP address or a CIDR address range.'],
  [on({ ipRange: '10.0.0.1/30' }), 'within the link-local range 169.254.0.0/16'],
  [on({ ipRange: '169.254.1.1' }), 'within the link-local range 169.254.0.0/16'],
  [on({ ipRange: 'fdff:2::1/126' }), 'within fdff:1::/64'],
  [on({ ipRange: 'fdff:1::1/127' }), 'within fdff:1::/64'],
  [on({ subnetwork: IN_WEST }), "interfaces[0].subnetwork': 'https://www.googleapis.com/compute/v1/projects/p1/reg"],
  [on({ redundantInterface: 'other' }), 'It must be an interface of the same router.'],
  [{ bgp: { asn: 64_514, identifierRange: '10.0.0.0/30' } }, 'Must be a range of at least /30'],
  [{ bgp: { asn: 64_514, identifierRange: '169.254.8.0/31' } }, 'Must be a range of at least /30'],
  [
    { bgp: { asn: 64_514, identifierRange: '169.254.1.0/28' } },
    "overlap with the range 169.254.1.1/30 of the interface 'on'",
  ],
  [
    { md5AuthenticationKeys: [...md5AuthenticationKeys, ...md5AuthenticationKeys] },
    'It must be unique within a router.',
  ],
  [
    { bgpPeers: ['p', 'q'].map((name) => ({ ...peer({}).bgpPeers[0], name, md5AuthenticationKeyName: 'k' })) },
    'It must be referenced by exactly one BGP peer.',
  ],
])('a router is refused %j', (body, words) => {
  expect(project.refusal('PATCH', ROUTER, body)).toContain(words);
});

test('peers on linked interfaces are taken, with keys and policies of the router, and so are interfaces of IPv6', () => {
  project.make('PATCH', ROUTER, {
    ...peer({ md5AuthenticationKeyName: 'k', exportPolicies: ['out'], customLearnedIpRanges: [{ range: '1.2.3.4' }] }),
    interfaces: [linked, { name: 'six', ipRange: 'fdff:1::1:1/126', redundantInterface: 'on' }],
    bgp: { asn: 64_514, identifierRange: '169.254.8.0/30' },
  });
  expect(project.get(ROUTER)['bgpPeers']).toMatchObject([{ interfaceName: 'on', exportPolicies: ['out'] }]);
});

test('an appliance is in the subnetwork of the interface that it is met through', () => {
  project.make('POST', 'global/networks', { name: 'n', autoCreateSubnetworks: false });
  const subnetwork = 'regions/us-east1/subnetworks/s';
  project.make('POST', 'regions/us-east1/subnetworks', {
    name: 's',
    network: 'global/networks/n',
    ipCidrRange: '10.9.0.0/24',
  });
  project.make('POST', `${ZONE}/instances`, instance('elsewhere', { networkInterfaces: [{ subnetwork }] }));
  project.make('POST', `${ZONE}/instances`, instance('here'));
  const at = (name: string) =>
    peer({ peerIpAddress: '10.142.0.9', routerApplianceInstance: `${ZONE}/instances/${name}` });
  expect(project.refusal('PATCH', ROUTER, at('elsewhere'))).toMatch(
    /routerApplianceInstance'.*must belong to the subnetwork of the interface/,
  );
  project.make('PATCH', ROUTER, at('here'));
  expect(project.refusal('DELETE', `${ZONE}/instances/here`)).toMatch(
    /^400 Invalid resource usage: 'Resource cannot be deleted because there is a BGP peer configured with a router .+\.'\.$/,
  );
  project.make('PATCH', ROUTER, { bgpPeers: [] });
  project.make('DELETE', `${ZONE}/instances/here`);
});
