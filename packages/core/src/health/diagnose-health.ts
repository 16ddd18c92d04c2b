import type { BackendService, Firewall, HealthCheck, InstanceGroup } from '@gcepool/api';
import { absentAsUndefined, messageOf } from '../cloud/cloud-error.ts';
import type { BackendServices, Firewalls, HealthChecks, InstanceGroups } from '../cloud/cloud.ts';
import { askedByCheck } from './asked-by-check.ts';
import { healthOf } from './service-health.ts';
import type { GroupHealth, ServiceHealth } from './service-health.ts';
import { parseLink } from '../cloud/link.ts';
import { admitsProbers, PROBER_RANGES } from './prober-firewall.ts';

/** What a diagnosis reads beside health: each when it is first asked for, and once for all backend services. */
export interface HealthContext {
  group(name: string, zone: string): Promise<InstanceGroup | undefined>;
  /** The health check of this URL; `undefined` where it cannot be read. */
  check(link: string): Promise<HealthCheck | undefined>;
  /** `undefined` where the rules cannot be read. */
  rules(): Promise<readonly Firewall[] | undefined>;
}

/** Where health checks are read. */
export type CheckReader = Pick<HealthChecks, 'getHealthCheck'> & {
  inRegion?(region: string): Pick<HealthChecks, 'getHealthCheck'>;
};

/** The context of a cloud's diagnoses. */
export function healthContext(
  services: Partial<Firewalls>,
  instanceGroups: Pick<InstanceGroups, 'getInstanceGroup'>,
  healthChecks: CheckReader,
): HealthContext {
  const groups = new Map<string, Promise<InstanceGroup | undefined>>();
  const checks = new Map<string, Promise<HealthCheck | undefined>>();
  let rules: Promise<readonly Firewall[] | undefined> | undefined;
  return {
    group: (name, zone) => {
      const key = `${zone}/${name}`;
      const group = groups.get(key) ?? absentAsUndefined(instanceGroups.getInstanceGroup(name, zone));
      groups.set(key, group);
      return group;
    },
    check: (link) => {
      const check = checks.get(link) ?? readCheck(healthChecks, link).catch(() => undefined);
      checks.set(link, check);
      return check;
    },
    rules: () => (rules ??= services.listFirewalls?.().catch(() => undefined) ?? Promise.resolve(undefined)),
  };
}

/** Legacy checks, of `httpHealthChecks` and `httpsHealthChecks`, are not read. */
async function readCheck(checks: CheckReader, link: string): Promise<HealthCheck | undefined> {
  const { collection, scope = '', name = '' } = parseLink(link) ?? {};
  if (collection !== 'healthChecks') return undefined;
  const [kind, region = ''] = scope.split('/');
  return (kind === 'regions' ? checks.inRegion?.(region) : checks)?.getHealthCheck(name);
}

/**
 * Reads the health of a backend service, and finds the reasons if not all members are healthy. What cannot be read is one
 * of the reasons.
 *
 * @throws CloudError where the backend service itself cannot be read.
 */
export async function diagnoseHealth(
  services: Pick<BackendServices, 'getBackendService' | 'getHealth'> & Partial<Firewalls>,
  instanceGroups: Pick<InstanceGroups, 'getInstanceGroup'>,
  healthChecks: CheckReader,
  name: string,
): Promise<ServiceHealth> {
  const service = await services.getBackendService(name);
  return diagnoseService(services, name, service, healthContext(services, instanceGroups, healthChecks));
}

/** The same for a backend service that was read before. */
export async function diagnoseService(
  services: Pick<BackendServices, 'getHealth'>,
  name: string,
  service: BackendService,
  context: HealthContext,
): Promise<ServiceHealth> {
  const health = await healthOf(services, name, service);
  const groups = health.groups.map(async (group) =>
    isWell(group) ? group : { ...group, why: await reasonsFor(group, service, context) },
  );
  return { ...health, groups: await Promise.all(groups) };
}

function isWell({ healthy, total }: GroupHealth): boolean {
  return total > 0 && healthy === total;
}

async function reasonsFor(health: GroupHealth, service: BackendService, context: HealthContext): Promise<string[]> {
  const unreadable = health.error === undefined ? [] : [`its health cannot be read: ${messageOf(health.error)}`];
  const link = parseLink(health.group);
  const [, zone] = link?.scope.split('/') ?? [];
  // A network endpoint group has neither members nor named ports to look at.
  const silent = await silence(health, service, context);
  if (link?.collection !== 'instanceGroups' || zone === undefined) return [...unreadable, ...silent];
  const group = await context
    .group(link.name, zone)
    .catch((error: unknown) => `the group cannot be read: ${messageOf(error)}`);
  if (group === undefined) return [...unreadable, 'the group does not exist any more'];
  if (typeof group === 'string') return [...unreadable, group];

  const { portName = '' } = service;
  const named = group.namedPorts?.find((port) => port.name === portName)?.port;
  const isEmpty = group.size === 0;
  const host = hostProject(group);
  const rules = named === undefined || host !== undefined ? undefined : await context.rules();
  const probers = `health checks from ${PROBER_RANGES.join(' and ')} in to port ${named}`;
  return [
    ...unreadable,
    ...(named === undefined ? [`the group has no named port ${portName}, so requests do not get through`] : []),
    ...(isEmpty ? ['the group has no members'] : silent),
    ...(rules === undefined || named === undefined || admitsProbers(rules, named)
      ? []
      : [`no firewall rule lets ${probers}`]),
    ...(host === undefined || named === undefined
      ? []
      : [`its network is of project ${host}: whether a firewall rule there lets ${probers} is not looked at`]),
  ];
}

/** The project of a network that a group has of another one (Shared VPC): the rules that count are there. */
function hostProject({ network = '', selfLink = '' }: InstanceGroup): string | undefined {
  const { project } = parseLink(network) ?? {};
  return project === parseLink(selfLink)?.project ? undefined : project;
}

async function silence(
  { members, total, error }: GroupHealth,
  { healthChecks = [] }: BackendService,
  context: HealthContext,
): Promise<string[]> {
  if (error !== undefined) return [];
  if (total === 0) return ['the health check has never answered: it takes a minute after a change'];
  const unhealthy = members.filter(({ state }) => state === 'UNHEALTHY').length;
  if (unhealthy === 0) return [];
  const [link] = healthChecks;
  const check = link === undefined ? undefined : await context.check(link);
  const asked = check === undefined ? undefined : askedByCheck(check);
  return [`${unhealthy} of ${total} members do not pass the health check${asked === undefined ? '' : `: ${asked}`}`];
}
