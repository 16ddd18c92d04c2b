import { expect, test } from 'vitest';
import { projectWithManager, ZONE } from '../../test/machines.ts';

const REGION = 'regions/us-east1';
const NETWORK = 'global/networks/default';
const SUBNETWORK = `${REGION}/subnetworks/default`;

const project = projectWithManager();
const sources = ['us-central1', 'us-west1', 'us-east1'];
project.make('POST', 'global/healthChecks', {
  name: 'from',
  type: 'TCP',
  checkIntervalSec: 30,
  sourceRegions: sources,
});
project.make('POST', 'global/firewallPolicies', { name: 'policy' });
project.make('POST', `${REGION}/targetVpnGateways`, { name: 'g', network: NETWORK });
project.make('POST', `${REGION}/routers`, { name: 'r', network: NETWORK });
project.make('POST', 'regions/us-west1/routers', { name: 'far', network: NETWORK });
project.make('POST', `${REGION}/addresses`, { name: 'external' });
project.make('POST', `${REGION}/nodeTemplates`, { name: 't', nodeType: 'n1-node-96-624' });
project.make('POST', `${ZONE}/networkEndpointGroups`, {
  name: 'g',
  networkEndpointType: 'GCE_VM_IP',
  network: NETWORK,
  subnetwork: SUBNETWORK,
});
project.make('POST', 'global/publicAdvertisedPrefixes', {
  name: 'p',
  ipCidrRange: '203.0.113.0/24',
  dnsVerificationIp: '203.0.113.1',
});
project.make('POST', 'global/images', {
  name: 'image',
  rawDisk: { source: 'https://storage.googleapis.com/b/i.tar.gz' },
});
project.make('POST', 'global/backendServices', { name: 'b', protocol: 'SSL', healthChecks: [] });
project.make('POST', `${REGION}/resourcePolicies`, {
  name: 'spread',
  groupPlacementPolicy: { availabilityDomainCount: 2 },
});

const manager = (more: object) => ({ targetSize: 0, instanceTemplate: 'global/instanceTemplates/t', ...more });
const version = { name: 'v', instanceTemplate: 'global/instanceTemplates/t' };
const gateway = (ipv6Address: string) => ({
  redundancyType: 'SINGLE_IP_INTERNALLY_REDUNDANT',
  interfaces: [{ id: 0, ipv6Address }],
});
const commitment = (type: string, amount: string, more: object = {}) => ({
  plan: 'TWELVE_MONTH',
  type: 'GENERAL_PURPOSE',
  category: 'MACHINE',
  resources: [{ type, amount }],
  ...more,
});
const attachment = (more: object) => ({ type: 'PARTNER', router: `${REGION}/routers/r`, ...more });
const keys = (...startTimes: readonly string[]) => ({
  interconnectType: 'DEDICATED',
  macsec: { preSharedKeys: startTimes.map((startTime, index) => ({ name: `k${index}`, startTime })) },
});
const instance = (more: object) => ({
  machineType: `${ZONE}/machineTypes/e2-small`,
  disks: [{ boot: true, initializeParams: { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' } }],
  networkInterfaces: [{ network: NETWORK }],
  ...more,
});
const delegated = (more: object) => ({
  parentPrefix: 'global/publicAdvertisedPrefixes/p',
  ipCidrRange: '203.0.113.0/26',
  ...more,
});
const adaptive = { layer7DdosDefenseConfig: { thresholdConfigs: [{ name: 'a' }, { name: 'a' }] } };

/** Each is ruled out by a sentence of the description of the field that the message names. */
test.each([
  ['global/externalVpnGateways', gateway('::ffff:102:304'), 'interfaces[0].ipv6Address'],
  ['global/externalVpnGateways', gateway('1.2.3.4'), 'interfaces[0].ipv6Address'],
  [
    `${REGION}/vpnTunnels`,
    {
      targetVpnGateway: `${REGION}/targetVpnGateways/g`,
      peerIp: '203.0.113.9',
      sharedSecret: 's',
      localTrafficSelector: ['10.0.0.0/8', '10.1.0.0/16'],
    },
    'localTrafficSelector[1]',
  ],
  ['global/targetSslProxies', { service: 'global/backendServices/b' }, 'sslCertificates'],
  [
    `${REGION}/subnetworks`,
    { network: NETWORK, ipCidrRange: '10.9.0.0/23', resolveSubnetMask: 'ARP_BROADCAST_PRIMARY_RANGE_WITH_LEARNING' },
    'resolveSubnetMask',
  ],
  [`${REGION}/commitments`, commitment('MEMORY', '1000'), 'resources[0].amount'],
  [`${REGION}/commitments`, commitment('LOCAL_SSD', '375'), 'resources[0].type'],
  [`${REGION}/commitments`, commitment('VCPU', '1', { reservations: [{ name: 'r' }] }), 'reservations[0].zone'],
  ['global/firewallPolicies/policy/removeRule?priority=2147483647', undefined, 'priority'],
  [
    `${ZONE}/instances`,
    instance({ scheduling: { hostErrorTimeoutSeconds: 100 } }),
    'scheduling.hostErrorTimeoutSeconds',
  ],
  [
    `${ZONE}/instances`,
    instance({ scheduling: { availabilityDomain: 3 }, resourcePolicies: [`${REGION}/resourcePolicies/spread`] }),
    'scheduling.availabilityDomain',
  ],
  [
    'global/securityPolicies',
    { adaptiveProtectionConfig: adaptive },
    'adaptiveProtectionConfig.layer7DdosDefenseConfig.thresholdConfigs[1].name',
  ],
  [
    `${REGION}/securityPolicies`,
    { type: 'CLOUD_ARMOR_NETWORK', userDefinedFields: [{ name: 'a' }, { name: 'a' }] },
    'userDefinedFields[1].name',
  ],
  [
    `${ZONE}/networkEndpointGroups/g/attachNetworkEndpoints`,
    { networkEndpoints: [{ instance: 'i', port: 80 }] },
    'networkEndpoints[0].port',
  ],
  ['global/images/image/deprecate', { state: 'DEPRECATED', replacement: NETWORK }, 'replacement'],
  [
    `${ZONE}/instanceGroupManagers`,
    manager({ versions: [version, { ...version, targetSize: { fixed: 1 } }] }),
    'versions[1]',
  ],
  [
    `${ZONE}/instanceGroupManagers`,
    manager({ autoHealingPolicies: [{ healthCheck: 'global/healthChecks/from' }] }),
    'autoHealingPolicies[0].healthCheck',
  ],
  [
    `${ZONE}/instanceGroupManagers/m/applyUpdatesToInstances`,
    { allInstances: true, instances: [`${ZONE}/instances/i`] },
    'instances',
  ],
  [
    `${ZONE}/nodeGroups?initialNodeCount=0`,
    { nodeTemplate: `${REGION}/nodeTemplates/t`, autoscalingPolicy: { mode: 'ON' } },
    'autoscalingPolicy.maxNodes',
  ],
  [
    `${REGION}/publicDelegatedPrefixes`,
    delegated({ mode: 'DELEGATION', allocatablePrefixLength: 32 }),
    'allocatablePrefixLength',
  ],
  [`${REGION}/publicDelegatedPrefixes`, delegated({ allocatablePrefixLength: 32 }), 'allocatablePrefixLength'],
  [
    `${REGION}/interconnectAttachments`,
    attachment({ candidateCloudRouterIpAddress: '169.254.0.1/29' }),
    'candidateCustomerRouterIpAddress',
  ],
  [
    `${REGION}/interconnectAttachments`,
    attachment({
      candidateCloudRouterIpAddress: '169.254.0.1/29',
      candidateCustomerRouterIpAddress: '169.254.0.2/30',
    }),
    'candidateCustomerRouterIpAddress',
  ],
  [`${REGION}/interconnectAttachments`, attachment({ router: 'regions/us-west1/routers/far' }), 'router'],
  [
    `${REGION}/interconnectAttachments`,
    attachment({ encryption: 'IPSEC', ipsecInternalAddresses: [`${REGION}/addresses/external`] }),
    'ipsecInternalAddresses[0]',
  ],
  ['global/interconnects', keys('2027-01-02T00:00:00Z', '2027-01-02T05:59:59Z'), 'macsec.preSharedKeys[1].startTime'],
  ['global/interconnects', keys('2027-01-02T00:00:00Z', ''), 'macsec.preSharedKeys[1].startTime'],
  ['global/forwardingRules', { target: 'all-apis', IPAddress: '10.200.0.1', loadBalancingScheme: '' }, 'network'],
])('%s is not sent %j', (path, body, field) => {
  const name = /\/\w+\/\w+\//.test(path) && body === undefined ? {} : { name: 'x' };
  const { message } = project.refused('POST', path, body === undefined ? undefined : { ...name, ...body });
  expect(message).toMatch(new RegExp(`field '(?:resource\\.)?${field.replaceAll(/[[\].]/g, String.raw`\$&`)}'`));
});
