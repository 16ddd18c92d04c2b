import type { LargeResource, Send } from './large-resource.ts';
import { address, BY_THE_FIELD, patches, range, REGION } from './large-resource.ts';
import { instanceLink, makeInstances } from './machines.ts';

const POLICY = '/global/firewallPolicies/f';
const firewallRule = (priority: number): object => ({
  priority,
  action: 'allow',
  direction: 'INGRESS',
  match: { srcIpRanges: [`${address(priority)}/32`], layer4Configs: [{ ipProtocol: 'tcp', ports: ['80'] }] },
});
const firewallPolicyOf = (size: number, send: Send): void =>
  send('POST', '/global/firewallPolicies', { name: 'f', rules: range(size, (index) => firewallRule(index + 10)) });

/** What a change of one rule may take where all are put in order, and their priorities compared. */
const AMONG_RULES = 6;

const network = (name: string, send: Send): void =>
  send('POST', '/global/networks', { name, autoCreateSubnetworks: false });

const RANGES_PER_NAT = 10;

/** A router that advertises so many ranges, and has a tenth as many gateways. */
function routerOf(size: number, send: Send): void {
  network('w', send);
  const nats = range(Math.ceil(size / RANGES_PER_NAT), (index) => {
    const [name, ipCidrRange] = [`s${index}`, `10.${index}.0.0/24`];
    send('POST', `${REGION}/subnetworks`, { name, network: 'global/networks/w', ipCidrRange });
    return {
      name: `n${index}`,
      natIpAllocateOption: 'AUTO_ONLY',
      sourceSubnetworkIpRangesToNat: 'LIST_OF_SUBNETWORKS',
      subnetworks: [{ name: `regions/us-central1/subnetworks/${name}`, sourceIpRangesToNat: ['ALL_IP_RANGES'] }],
    };
  });
  const advertisedIpRanges = range(size, (index) => ({ range: `${address(index)}/32` }));
  const bgp = { asn: 64_512, advertiseMode: 'CUSTOM', advertisedIpRanges };
  send('POST', `${REGION}/routers`, { name: 'r', network: 'global/networks/w', bgp, nats });
}

/** Firewalls, networks, and what is in them. */
export const NETWORKING: readonly LargeResource[] = [
  {
    what: 'firewall policy, by rules: PATCH of description',
    small: 1,
    large: 500,
    most: BY_THE_FIELD,
    make: firewallPolicyOf,
    change: patches(POLICY),
  },
  {
    what: 'firewall policy, by rules: patchRule',
    small: 1,
    large: 500,
    most: AMONG_RULES,
    make: firewallPolicyOf,
    change: (round) => [['POST', `${POLICY}/patchRule?priority=10`, { description: `d${round}` }]],
  },
  {
    what: 'firewall policy, by rules: addRule and removeRule',
    small: 1,
    large: 500,
    most: AMONG_RULES,
    make: firewallPolicyOf,
    change: () => [
      ['POST', `${POLICY}/addRule`, firewallRule(5)],
      ['POST', `${POLICY}/removeRule?priority=5`],
    ],
  },
  {
    what: 'firewall rule, by source ranges: PATCH of description',
    small: 1,
    large: 4000,
    most: BY_THE_FIELD,
    make: (size, send) => {
      const sourceRanges = range(size, (index) => `${address(index)}/32`);
      send('POST', '/global/firewalls', { name: 'f', allowed: [{ IPProtocol: 'tcp' }], sourceRanges });
    },
    change: patches('/global/firewalls/f'),
  },
  {
    what: 'router, by advertised ranges, and a tenth of NATs: PATCH of description',
    small: 1,
    large: 400,
    most: BY_THE_FIELD,
    make: routerOf,
    change: patches(`${REGION}/routers/r`),
  },
  {
    what: 'subnetwork, by secondary ranges: setPrivateIpGoogleAccess',
    small: 1,
    large: 170,
    most: BY_THE_FIELD,
    make: (size, send) => {
      network('w', send);
      const secondaryIpRanges = range(size, (index) => ({ rangeName: `r${index}`, ipCidrRange: `10.9.${index}.0/24` }));
      const fields = { network: 'global/networks/w', ipCidrRange: '10.8.0.0/24', secondaryIpRanges };
      send('POST', `${REGION}/subnetworks`, { name: 's', ...fields });
    },
    change: (round) => [
      ['POST', `${REGION}/subnetworks/s/setPrivateIpGoogleAccess`, { privateIpGoogleAccess: round % 2 === 0 }],
    ],
  },
  {
    what: 'subnetwork, by instances in it: setPrivateIpGoogleAccess',
    small: 1,
    large: 1000,
    most: BY_THE_FIELD,
    make: makeInstances,
    change: (round) => [
      ['POST', `${REGION}/subnetworks/default/setPrivateIpGoogleAccess`, { privateIpGoogleAccess: round % 2 === 0 }],
    ],
  },
  {
    what: 'network, by peerings: PATCH of routingConfig',
    small: 1,
    large: 25,
    make: (size, send) => {
      network('n', send);
      for (const other of range(size, (index) => `n${index}`)) {
        network(other, send);
        const networkPeering = { name: other, network: `global/networks/${other}`, exchangeSubnetRoutes: true };
        send('POST', '/global/networks/n/addPeering', { networkPeering });
      }
    },
    change: patches('/global/networks/n', (round) => ({
      routingConfig: { routingMode: round % 2 === 0 ? 'GLOBAL' : 'REGIONAL' },
    })),
  },
  {
    what: 'packet mirroring, by instances: PATCH of description',
    small: 1,
    large: 50,
    make: (size, send) => {
      makeInstances(size, send);
      const scheme = { loadBalancingScheme: 'INTERNAL' };
      const backendService = 'regions/us-central1/backendServices/b';
      send('POST', `${REGION}/backendServices`, { ...scheme, name: 'b', protocol: 'TCP' });
      const ports = { IPProtocol: 'TCP', allPorts: true };
      const collector = { ...scheme, ...ports, isMirroringCollector: true, network: 'global/networks/default' };
      send('POST', `${REGION}/forwardingRules`, { ...collector, name: 'l', backendService });
      send('POST', `${REGION}/packetMirrorings`, {
        name: 'p',
        network: { url: 'global/networks/default' },
        collectorIlb: { url: 'regions/us-central1/forwardingRules/l' },
        mirroredResources: { instances: range(size, (index) => ({ url: instanceLink(index) })) },
      });
    },
    change: patches(`${REGION}/packetMirrorings/p`),
  },
];
