import type { JsonObject } from '../engine/json.ts';
import { asObject, asString } from '../engine/json.ts';
import { nameOf } from '../engine/self-link.ts';
import type { State } from '../engine/state.ts';
import { zonesOf } from './geography.ts';
import { guestCpusOf } from './machine-types.ts';

/** A limit on a kind of resource. Nothing is refused for it here: it is there to be looked at. */
interface Limit {
  readonly metric: string;
  readonly limit: number;
  /** The collection that uses it. */
  readonly segment: string;
  /** How much of it a resource uses. Default: 1. */
  readonly usedBy?: (resource: JsonObject) => number;
}

const PROJECT_LIMITS: readonly Limit[] = [
  { metric: 'SNAPSHOTS', limit: 5000, segment: 'snapshots' },
  { metric: 'NETWORKS', limit: 15, segment: 'networks' },
  { metric: 'FIREWALLS', limit: 200, segment: 'firewalls' },
  { metric: 'IMAGES', limit: 2000, segment: 'images' },
  { metric: 'STATIC_ADDRESSES', limit: 21, segment: 'addresses' },
  { metric: 'ROUTES', limit: 250, segment: 'routes' },
  { metric: 'FORWARDING_RULES', limit: 45, segment: 'forwardingRules' },
  { metric: 'HEALTH_CHECKS', limit: 150, segment: 'healthChecks' },
  { metric: 'TARGET_HTTP_PROXIES', limit: 30, segment: 'targetHttpProxies' },
  { metric: 'URL_MAPS', limit: 30, segment: 'urlMaps' },
  { metric: 'BACKEND_SERVICES', limit: 50, segment: 'backendServices' },
  { metric: 'INSTANCE_TEMPLATES', limit: 300, segment: 'instanceTemplates' },
  { metric: 'BACKEND_BUCKETS', limit: 9, segment: 'backendBuckets' },
  { metric: 'TARGET_SSL_PROXIES', limit: 30, segment: 'targetSslProxies' },
  { metric: 'TARGET_HTTPS_PROXIES', limit: 30, segment: 'targetHttpsProxies' },
  { metric: 'SSL_CERTIFICATES', limit: 30, segment: 'sslCertificates' },
  { metric: 'TARGET_TCP_PROXIES', limit: 30, segment: 'targetTcpProxies' },
  { metric: 'SECURITY_POLICIES', limit: 10, segment: 'securityPolicies' },
];

const REGION_LIMITS: readonly Limit[] = [
  { metric: 'STATIC_ADDRESSES', limit: 8, segment: 'addresses' },
  { metric: 'FORWARDING_RULES', limit: 45, segment: 'forwardingRules' },
  { metric: 'TARGET_POOLS', limit: 150, segment: 'targetPools' },
  { metric: 'ROUTERS', limit: 20, segment: 'routers' },
  { metric: 'VPN_TUNNELS', limit: 30, segment: 'vpnTunnels' },
  { metric: 'REGIONAL_AUTOSCALERS', limit: 50, segment: 'autoscalers' },
  { metric: 'REGIONAL_INSTANCE_GROUP_MANAGERS', limit: 50, segment: 'instanceGroupManagers' },
];

const sizeOf =
  (types: readonly string[]) =>
  ({ type, sizeGb }: JsonObject): number =>
    types.includes(nameOf(asString(type))) ? Number(sizeGb) : 0;

/** Limits of a region on what is in its zones. */
const ZONAL_LIMITS: readonly Limit[] = [
  {
    metric: 'CPUS',
    limit: 72,
    segment: 'instances',
    usedBy: ({ status, machineType }) => (status === 'RUNNING' ? guestCpusOf(nameOf(asString(machineType))) : 0),
  },
  { metric: 'INSTANCES', limit: 720, segment: 'instances' },
  { metric: 'DISKS_TOTAL_GB', limit: 4096, segment: 'disks', usedBy: sizeOf(['pd-standard']) },
  { metric: 'SSD_TOTAL_GB', limit: 500, segment: 'disks', usedBy: sizeOf(['pd-balanced', 'pd-ssd']) },
  { metric: 'INSTANCE_GROUPS', limit: 100, segment: 'instanceGroups' },
  { metric: 'INSTANCE_GROUP_MANAGERS', limit: 100, segment: 'instanceGroupManagers' },
  { metric: 'AUTOSCALERS', limit: 100, segment: 'autoscalers' },
];

/** How much of a limit is used in some scopes. What is beyond ten times the limit is not counted. */
function usageOf({ limit, segment, usedBy = () => 1 }: Limit, scopes: readonly string[], state: State): number {
  let usage = 0;
  for (const scope of scopes) {
    state.scanCollection(`${scope}/${segment}`, '', (_path, { resource }) => {
      usage += usedBy(asObject(resource));
      return usage < 10 * limit;
    });
  }
  return usage;
}

const quota = (limit: Limit, scopes: readonly string[], state: State): JsonObject => ({
  metric: limit.metric,
  limit: limit.limit,
  usage: usageOf(limit, scopes, state),
});

/** `quotas` of a project: what it may have that is in no region. @param project `projects/p` */
export const projectQuotas = (project: string, state: State): readonly JsonObject[] =>
  PROJECT_LIMITS.map((limit) => quota(limit, [`${project}/global`], state));

/** `quotas` of a region, for what is in it and in its zones. @param path `projects/p/regions/r` */
export function regionQuotas(path: string, state: State): readonly JsonObject[] {
  const project = path.split('/').slice(0, 2).join('/');
  const zones = zonesOf(nameOf(path)).map((zone) => `${project}/zones/${zone}`);
  return [
    ...ZONAL_LIMITS.map((limit) => quota(limit, zones, state)),
    ...REGION_LIMITS.map((limit) => quota(limit, [path], state)),
  ];
}
