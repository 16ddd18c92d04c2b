import type { MethodCoverage } from '../src/coverage.ts';

/** What people build, the collections it is made of, and what a test of it can rely on. */
interface Subject {
  readonly title: string;
  /** The API's names of the collections, regional ones included. */
  readonly collections: readonly string[];
  readonly reliable: string;
  readonly not: string;
}

const SUBJECTS: readonly Subject[] = [
  {
    title: 'A load balancer',
    collections: [
      'addresses',
      'backendBuckets',
      'backendServices',
      'forwardingRules',
      'globalAddresses',
      'globalForwardingRules',
      'globalNetworkEndpointGroups',
      'healthChecks',
      'httpHealthChecks',
      'httpsHealthChecks',
      'networkEdgeSecurityServices',
      'networkEndpointGroups',
      'organizationSecurityPolicies',
      'regionBackendBuckets',
      'regionBackendServices',
      'regionCompositeHealthChecks',
      'regionHealthAggregationPolicies',
      'regionHealthCheckServices',
      'regionHealthChecks',
      'regionHealthSources',
      'regionNetworkEndpointGroups',
      'regionNotificationEndpoints',
      'regionSecurityPolicies',
      'regionSslCertificates',
      'regionSslPolicies',
      'regionTargetHttpProxies',
      'regionTargetHttpsProxies',
      'regionTargetTcpProxies',
      'regionUrlMaps',
      'securityPolicies',
      'serviceAttachments',
      'sslCertificates',
      'sslPolicies',
      'targetGrpcProxies',
      'targetHttpProxies',
      'targetHttpsProxies',
      'targetInstances',
      'targetPools',
      'targetSslProxies',
      'targetTcpProxies',
      'urlMaps',
    ],
    reliable:
      'Defaults, links between the parts and what they refuse, balancing modes, fingerprints, deletion in order, health as probes find it, where a URL map sends a request.',
    not: 'No traffic flows: latency, capacity and failover under load are not there. Managed certificates stay in provisioning. Cloud Armor rules are kept, not applied.',
  },
  {
    title: 'A managed instance group',
    collections: [
      'autoscalers',
      'instanceGroupManagerResizeRequests',
      'instanceGroupManagers',
      'instanceGroups',
      'instanceTemplates',
      'regionAutoscalers',
      'regionInstanceGroupManagerResizeRequests',
      'regionInstanceGroupManagers',
      'regionInstanceGroups',
      'regionInstanceTemplates',
    ],
    reliable:
      'Size, members and their names, templates and versions, updates that replace instances, what update and autoscaling policies must be, the state of single instances, named ports.',
    not: 'An update is done at once, not in steps. Nothing is healed. An autoscaler holds its bounds and sees no load. There is room for every resize request.',
  },
  {
    title: 'An instance',
    collections: [
      'acceleratorTypes',
      'futureReservations',
      'instanceSettings',
      'instances',
      'licenseCodes',
      'licenses',
      'machineImages',
      'machineTypes',
      'nodeGroups',
      'nodeTemplates',
      'nodeTypes',
      'regionCommitments',
      'regionInstances',
      'reservations',
    ],
    reliable:
      'Its life from insert to deletion, one by one and in bulk, what its machine can be put together with, reservations, its disks, interfaces and addresses, metadata, tags and labels with their fingerprints.',
    not: 'Nothing runs in it. What machines of a series go with is a table of the documentation of one day, and so is where they are. Reservations of other projects are consumed only by who names them.',
  },
  {
    title: 'A disk, a snapshot, an image',
    collections: [
      'diskTypes',
      'disks',
      'imageFamilyViews',
      'images',
      'instantSnapshotGroups',
      'instantSnapshots',
      'regionDiskTypes',
      'regionDisks',
      'regionInstantSnapshotGroups',
      'regionInstantSnapshots',
      'regionSnapshotSettings',
      'regionSnapshots',
      'resourcePolicies',
      'snapshotSettings',
      'snapshots',
      'storagePoolTypes',
      'storagePools',
    ],
    reliable:
      'Sources, sizes and limits by type, attachment and what it keeps from being deleted, replication, families of images, encryption keys that must be given again.',
    not: 'Disks hold no data, so none is replicated, and schedules take no snapshots. Public images are those of one day.',
  },
  {
    title: 'A network',
    collections: [
      'crossSiteNetworks',
      'externalVpnGateways',
      'firewallPolicies',
      'firewalls',
      'globalPublicDelegatedPrefixes',
      'interconnectAttachmentGroups',
      'interconnectAttachments',
      'interconnectGroups',
      'interconnectLocations',
      'interconnectRemoteLocations',
      'interconnects',
      'networkAttachments',
      'networkFirewallPolicies',
      'networkProfiles',
      'networks',
      'packetMirrorings',
      'publicAdvertisedPrefixes',
      'publicDelegatedPrefixes',
      'regionNetworkFirewallPolicies',
      'routers',
      'routes',
      'subnetworks',
      'targetVpnGateways',
      'vpnGateways',
      'vpnTunnels',
      'wireGroups',
    ],
    reliable:
      'Auto and custom mode, ranges and what overlaps, routes that come by themselves, peerings of two sides, firewall rules and policies and what applies to an instance.',
    not: 'No packet is sent. Tunnels and BGP sessions come up between two simulated ends that name each other, and nowhere else. An interconnect stays ordered. Priorities between policies and rules are listed, and decide nothing but health probes.',
  },
  {
    title: 'An operation',
    collections: ['globalOperations', 'globalOrganizationOperations', 'regionOperations', 'zoneOperations'],
    reliable: 'States, times on a clock that is yours, errors that come late, locks while they run, requestId.',
    not: 'How long an operation takes is a setting, not a model of the real service.',
  },
];

/** The page docs/trust.md. */
export function trustPage(methods: readonly MethodCoverage[]): string {
  const rows = SUBJECTS.map((subject) => {
    const its = methods.filter(
      ({ id, versions }) => versions.includes('v1') && subject.collections.includes(id.slice(0, id.indexOf('.'))),
    );
    const recorded = its.flatMap((method) => method.recorded ?? []);
    const matched = recorded.reduce((sum, each) => sum + each.matched, 0);
    const exchanges = recorded.reduce((sum, each) => sum + each.exchanges, 0);
    const missing = its.filter(({ evidence }) => evidence === 'not simulated').length;
    const compared = its.filter(({ evidence }) => evidence === 'recorded').length;
    return { ...subject, matched, exchanges, missing, compared, methods: its.length };
  });
  return `<!-- Generated by \`npm run coverage -w @gcepool/sim\`. Do not edit. -->
# What you can trust the simulator for

No simulator is the cloud. This one was built from the API's description, from documentation and from recorded answers of the
real service; here is how far that goes, for what people build. Each method has its own line in [coverage.md](coverage.md), and
what differs from recorded answers is explained in [fidelity.md](fidelity.md).

| | recorded answers that agree in every field | methods compared so | not simulated |
|---|---:|---:|---:|
${rows.map((row) => `| ${row.title} | ${row.matched} of ${row.exchanges} | ${row.compared} of ${row.methods} | ${row.missing} |`).join('\n')}

What no recording shows is tested against texts, or does what methods of its name do everywhere. To let a test meet nothing that
is merely assumed, use \`createSimulator({ unproven: 'refused' })\`: methods that are assumed, and mutations that nobody has looked at,
answer 501.

${rows.map((row) => `## ${row.title}\n\nRely on: ${row.reliable}\n\nNot on: ${row.not}`).join('\n\n')}
`;
}
