import { CERTIFICATE, PRIVATE_KEY } from './example-certificate.ts';
import { instanceNamed, ZONE } from './peopled-project.ts';
import type { TestProject } from './test-project.ts';

const REGION = 'regions/us-central1';

const TEMPLATE = {
  machineType: 'e2-medium',
  networkInterfaces: [{ network: 'global/networks/default' }],
  disks: [{ boot: true, initializeParams: { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' } }],
};

/** Besides a name, what an insert into a collection cannot do without. */
export const MINIMAL: Readonly<Record<string, object>> = {
  autoscalers: { target: `${ZONE}/instanceGroupManagers/a`, autoscalingPolicy: { maxNumReplicas: 3 } },
  backendBuckets: { bucketName: 'bucket' },
  firewalls: { allowed: [{ IPProtocol: 'tcp' }] },
  firewallPolicies: { shortName: 'x' },
  forwardingRules: {
    loadBalancingScheme: 'INTERNAL',
    backendService: `${REGION}/backendServices/l4`,
    ports: ['80'],
    network: 'global/networks/default',
  },
  globalForwardingRules: { target: 'global/targetHttpProxies/a', portRange: '80' },
  globalNetworkEndpointGroups: { networkEndpointType: 'INTERNET_IP_PORT' },
  globalPublicDelegatedPrefixes: { parentPrefix: 'global/publicAdvertisedPrefixes/a', ipCidrRange: '203.0.113.0/26' },
  healthChecks: { type: 'TCP' },
  images: { sourceDisk: `${ZONE}/disks/a` },
  instanceGroupManagers: { targetSize: 0, instanceTemplate: 'global/instanceTemplates/a', baseInstanceName: 'x' },
  instanceTemplates: { properties: TEMPLATE },
  instances: instanceNamed('x'),
  instantSnapshots: { sourceDisk: `${ZONE}/disks/a` },
  machineImages: { sourceInstance: `${ZONE}/instances/a` },
  networkAttachments: { connectionPreference: 'ACCEPT_AUTOMATIC', subnetworks: [`${REGION}/subnetworks/a`] },
  nodeGroups: { nodeTemplate: `${REGION}/nodeTemplates/a` },
  nodeTemplates: { nodeType: 'n1-node-96-624' },
  organizationSecurityPolicies: { shortName: 'x' },
  packetMirrorings: {
    network: { url: 'global/networks/default' },
    collectorIlb: { url: `${REGION}/forwardingRules/collector` },
    mirroredResources: { tags: ['t'] },
  },
  publicAdvertisedPrefixes: { ipCidrRange: '198.51.100.0/24', dnsVerificationIp: '198.51.100.1' },
  publicDelegatedPrefixes: { parentPrefix: 'global/publicAdvertisedPrefixes/a', ipCidrRange: '203.0.113.64/26' },
  regionAutoscalers: { target: `${REGION}/instanceGroupManagers/a`, autoscalingPolicy: { maxNumReplicas: 3 } },
  regionBackendBuckets: { bucketName: 'bucket', loadBalancingScheme: 'EXTERNAL_MANAGED' },
  regionHealthChecks: { type: 'TCP' },
  regionInstanceGroupManagers: { targetSize: 0, instanceTemplate: 'global/instanceTemplates/a', baseInstanceName: 'x' },
  regionInstanceTemplates: { properties: TEMPLATE },
  regionInstantSnapshots: { sourceDisk: `${REGION}/disks/a` },
  regionNetworkEndpointGroups: { networkEndpointType: 'SERVERLESS', cloudRun: { service: 's' } },
  regionSnapshots: { sourceDisk: `${ZONE}/disks/a` },
  regionSslCertificates: { certificate: CERTIFICATE, privateKey: PRIVATE_KEY },
  regionTargetHttpProxies: { urlMap: `${REGION}/urlMaps/a` },
  regionTargetHttpsProxies: { urlMap: `${REGION}/urlMaps/a`, sslCertificates: [`${REGION}/sslCertificates/a`] },
  regionTargetTcpProxies: { service: `${REGION}/backendServices/tcp` },
  regionUrlMaps: { defaultService: `${REGION}/backendServices/a` },
  reservations: {
    specificReservation: { count: '1', instanceProperties: { machineType: 'e2-medium' } },
  },
  resourcePolicies: { groupPlacementPolicy: { collocation: 'COLLOCATED' } },
  routers: { network: 'global/networks/default' },
  routes: {
    network: 'global/networks/default',
    destRange: '10.99.0.0/24',
    nextHopInstance: `${ZONE}/instances/a`,
    priority: 5,
  },
  serviceAttachments: {
    targetService: `${REGION}/forwardingRules/a`,
    connectionPreference: 'ACCEPT_AUTOMATIC',
    natSubnets: [`${REGION}/subnetworks/psc`],
    enableProxyProtocol: false,
  },
  snapshots: { sourceDisk: `${ZONE}/disks/a` },
  sslCertificates: { type: 'MANAGED', managed: { domains: ['example.com'] } },
  storagePools: {
    storagePoolType: `${ZONE}/storagePoolTypes/hyperdisk-balanced`,
    poolProvisionedCapacityGb: '10240',
    poolProvisionedIops: '10000',
    poolProvisionedThroughput: '1024',
  },
  subnetworks: { network: 'global/networks/a', ipCidrRange: '10.7.0.0/24' },
  targetHttpProxies: { urlMap: 'global/urlMaps/a' },
  targetHttpsProxies: { urlMap: 'global/urlMaps/a', sslCertificates: ['global/sslCertificates/a'] },
  targetInstances: { instance: `${ZONE}/instances/a` },
  targetSslProxies: { service: 'global/backendServices/ssl', sslCertificates: ['global/sslCertificates/a'] },
  targetTcpProxies: { service: 'global/backendServices/tcp' },
  targetVpnGateways: { network: 'global/networks/default' },
  urlMaps: { defaultService: 'global/backendServices/a' },
  vpnGateways: { network: 'global/networks/default' },
  vpnTunnels: {
    targetVpnGateway: `${REGION}/targetVpnGateways/a`,
    peerIp: '8.8.8.8',
    sharedSecret: 's',
    ikeVersion: 2,
    localTrafficSelector: ['0.0.0.0/0'],
    remoteTrafficSelector: ['0.0.0.0/0'],
  },
};

/** What the query of an insert cannot do without. */
export const MINIMAL_QUERY: Readonly<Record<string, string>> = {
  firewallPolicies: 'parentId=organizations/1',
  organizationSecurityPolicies: 'parentId=organizations/1',
  nodeGroups: 'initialNodeCount=0',
};

/** What the resources above refer to, in the order in which they are made, besides what a peopled project has. */
const FOUNDATION: readonly (readonly [path: string, body: object | undefined])[] = [
  [`${REGION}/disks`, {}],
  ['global/instanceTemplates', MINIMAL['instanceTemplates']],
  [`${ZONE}/instanceGroupManagers`, MINIMAL['instanceGroupManagers']],
  [`${REGION}/instanceGroupManagers`, MINIMAL['regionInstanceGroupManagers']],
  [`${REGION}/nodeTemplates`, MINIMAL['nodeTemplates']],
  [
    'global/publicAdvertisedPrefixes',
    { ...MINIMAL['publicAdvertisedPrefixes'], ipCidrRange: '203.0.113.0/24', dnsVerificationIp: '203.0.113.1' },
  ],
  ['global/sslCertificates', MINIMAL['sslCertificates']],
  [`${REGION}/sslCertificates`, MINIMAL['regionSslCertificates']],
  [`${REGION}/healthChecks`, MINIMAL['regionHealthChecks']],
  [
    `${REGION}/backendServices`,
    { loadBalancingScheme: 'INTERNAL_MANAGED', healthChecks: [`${REGION}/healthChecks/a`] },
  ],
  [
    `${REGION}/backendServices`,
    { name: 'l4', loadBalancingScheme: 'INTERNAL', healthChecks: [`${REGION}/healthChecks/a`] },
  ],
  [`${REGION}/backendServices`, { name: 'tcp', protocol: 'TCP', loadBalancingScheme: 'INTERNAL_MANAGED' }],
  ['global/backendServices', { name: 'tcp', protocol: 'TCP', healthChecks: ['global/healthChecks/a'] }],
  ['global/backendServices', { name: 'ssl', protocol: 'SSL', healthChecks: ['global/healthChecks/a'] }],
  ['global/urlMaps', MINIMAL['urlMaps']],
  [`${REGION}/urlMaps`, MINIMAL['regionUrlMaps']],
  ['global/targetHttpProxies', MINIMAL['targetHttpProxies']],
  [`${REGION}/forwardingRules`, MINIMAL['forwardingRules']],
  [`${REGION}/forwardingRules`, { ...MINIMAL['forwardingRules'], name: 'collector', isMirroringCollector: true }],
  [
    `${REGION}/subnetworks`,
    { name: 'psc', network: 'global/networks/default', purpose: 'PRIVATE_SERVICE_CONNECT', ipCidrRange: '10.8.0.0/24' },
  ],
  [`${REGION}/targetVpnGateways`, MINIMAL['targetVpnGateways']],
  ['global/crossSiteNetworks', {}],
];

export function layFoundation(project: TestProject): void {
  for (const [path, body] of FOUNDATION) project.make('POST', path, { name: 'a', ...body });
}
