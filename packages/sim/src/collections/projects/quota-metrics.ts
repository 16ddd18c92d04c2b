import type { JsonObject } from '../../kernel/json.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { machineShape } from '../machine-shapes.ts';
import type { Resource, ResourceIn, Segment } from '../../wire/wire.ts';

type Metric = NonNullable<Resource<'Quota'>['metric']>;

/** Something of which a project, or a region of it, may have so much and no more. */
export interface QuotaMetric {
  /** GCE's name, such as `BACKEND_SERVICES`. */
  readonly metric: Metric;
  /** Whose limit it is, and in whose `quotas` it is shown. */
  readonly level: 'project' | 'region';
  /** The limit of a project that never asked for more. */
  readonly limit: number;
  /** The collection that uses it, and where: `global`, `regions` or `zones`. */
  readonly segment: Segment;
  readonly scope: 'global' | 'regions' | 'zones';
  /** How much of it a resource uses. Default: 1. */
  readonly amountOf?: (resource: JsonObject) => number;
}

/** A metric, its limit, the collection that uses it, and how much a resource of that one does. */
type Row = {
  [S in Segment]: readonly [metric: Metric, limit: number, segment: S, amountOf?: (resource: ResourceIn<S>) => number];
}[Segment];

const sizeOf =
  (types: readonly string[]) =>
  ({ type = '', sizeGb }: Resource<'Disk'>): number =>
    types.includes(nameOf(type)) ? Number(sizeGb) : 0;

const cpusOf = ({ status, machineType = '' }: Resource<'Instance'>): number =>
  status === 'RUNNING' ? (machineShape(nameOf(machineType))?.guestCpus ?? 0) : 0;

const GLOBAL_OF_PROJECT: readonly Row[] = [
  ['SNAPSHOTS', 5000, 'snapshots'],
  ['NETWORKS', 15, 'networks'],
  ['FIREWALLS', 200, 'firewalls'],
  ['IMAGES', 2000, 'images'],
  ['STATIC_ADDRESSES', 21, 'addresses'],
  ['ROUTES', 250, 'routes'],
  ['FORWARDING_RULES', 45, 'forwardingRules'],
  ['HEALTH_CHECKS', 150, 'healthChecks'],
  ['TARGET_HTTP_PROXIES', 30, 'targetHttpProxies'],
  ['URL_MAPS', 30, 'urlMaps'],
  ['BACKEND_SERVICES', 50, 'backendServices'],
  ['INSTANCE_TEMPLATES', 300, 'instanceTemplates'],
  ['BACKEND_BUCKETS', 9, 'backendBuckets'],
  ['TARGET_SSL_PROXIES', 30, 'targetSslProxies'],
  ['TARGET_HTTPS_PROXIES', 30, 'targetHttpsProxies'],
  ['SSL_CERTIFICATES', 30, 'sslCertificates'],
  ['TARGET_TCP_PROXIES', 30, 'targetTcpProxies'],
  ['SECURITY_POLICIES', 10, 'securityPolicies'],
  ['MACHINE_IMAGES', 2000, 'machineImages'],
  ['EXTERNAL_VPN_GATEWAYS', 15, 'externalVpnGateways'],
];

const REGIONAL_OF_PROJECT: readonly Row[] = [
  ['SUBNETWORKS', 275, 'subnetworks'],
  ['PACKET_MIRRORINGS', 45, 'packetMirrorings'],
  ['VPN_GATEWAYS', 15, 'vpnGateways'],
  ['TARGET_VPN_GATEWAYS', 15, 'targetVpnGateways'],
];

const ZONAL_OF_PROJECT: readonly Row[] = [
  ['TARGET_INSTANCES', 150, 'targetInstances'],
  ['NETWORK_ENDPOINT_GROUPS', 300, 'networkEndpointGroups'],
];

const ZONAL_OF_REGION: readonly Row[] = [
  ['CPUS', 72, 'instances', cpusOf],
  ['INSTANCES', 720, 'instances'],
  ['DISKS_TOTAL_GB', 4096, 'disks', sizeOf(['pd-standard'])],
  ['SSD_TOTAL_GB', 500, 'disks', sizeOf(['pd-balanced', 'pd-ssd'])],
  ['INSTANCE_GROUPS', 100, 'instanceGroups'],
  ['INSTANCE_GROUP_MANAGERS', 100, 'instanceGroupManagers'],
  ['AUTOSCALERS', 100, 'autoscalers'],
];

const REGIONAL_OF_REGION: readonly Row[] = [
  ['STATIC_ADDRESSES', 8, 'addresses'],
  ['FORWARDING_RULES', 45, 'forwardingRules'],
  ['TARGET_POOLS', 150, 'targetPools'],
  ['ROUTERS', 20, 'routers'],
  ['VPN_TUNNELS', 30, 'vpnTunnels'],
  ['REGIONAL_AUTOSCALERS', 50, 'autoscalers'],
  ['REGIONAL_INSTANCE_GROUP_MANAGERS', 50, 'instanceGroupManagers'],
];

const metricsOf = (
  level: QuotaMetric['level'],
  scope: QuotaMetric['scope'],
  rows: readonly Row[],
): readonly QuotaMetric[] =>
  rows.map(([metric, limit, segment, amountOf]) => ({
    metric,
    level,
    limit,
    segment,
    scope,
    // What is kept under the segment is of the type that its row names.
    ...(amountOf === undefined ? {} : { amountOf: amountOf as (resource: JsonObject) => number }),
  }));

/** All metrics, in the order in which they are shown. */
export const quotaMetrics: readonly QuotaMetric[] = [
  ...metricsOf('project', 'global', GLOBAL_OF_PROJECT),
  ...metricsOf('project', 'regions', REGIONAL_OF_PROJECT),
  ...metricsOf('project', 'zones', ZONAL_OF_PROJECT),
  ...metricsOf('region', 'zones', ZONAL_OF_REGION),
  ...metricsOf('region', 'regions', REGIONAL_OF_REGION),
];
