import type { BackendService, Firewall } from '@gcepool/api';
import { absentAsUndefined, messageOf } from './cloud-error.ts';
import type { BackendServices, Firewalls, InstanceGroups } from './cloud.ts';
import { healthOf } from './health.ts';
import type { GroupHealth, ServiceHealth } from './health.ts';
import { parseLink } from './link.ts';
import { admitsProbers, PROBER_RANGES } from './prober-firewall.ts';

type Groups = Pick<InstanceGroups, 'getInstanceGroup'>;

/**
 * Reads the health of a backend service, and looks for the reasons where not all is well. What cannot be read is a reason
 * too, and hides no other.
 *
 * @throws CloudError where the backend service itself cannot be read.
 */
export async function diagnoseHealth(
  services: Pick<BackendServices, 'getBackendService' | 'getHealth'> & Partial<Firewalls>,
  instanceGroups: Groups,
  name: string,
): Promise<ServiceHealth> {
  const service = await services.getBackendService(name);
  const health = await healthOf(services, name, service);
  if (health.groups.every((group) => isWell(group))) return health;
  const rules = await services.listFirewalls?.().catch(() => undefined);
  const groups = health.groups.map(async (group) =>
    isWell(group) ? group : { ...group, why: await reasonsFor(group, service, instanceGroups, rules) },
  );
  return { name, groups: await Promise.all(groups) };
}

function isWell({ healthy, total }: GroupHealth): boolean {
  return total > 0 && healthy === total;
}

async function reasonsFor(
  health: GroupHealth,
  service: BackendService,
  instanceGroups: Groups,
  rules: readonly Firewall[] | undefined,
): Promise<string[]> {
  const unreadable = health.error === undefined ? [] : [`its health cannot be read: ${messageOf(health.error)}`];
  const link = parseLink(health.group);
  const [, zone] = link?.scope.split('/') ?? [];
  // A network endpoint group has neither members nor named ports to look at.
  if (link?.collection !== 'instanceGroups' || zone === undefined) return [...unreadable, ...silence(health)];
  const group = await absentAsUndefined(instanceGroups.getInstanceGroup(link.name, zone)).catch(
    (error: unknown) => `the group cannot be read: ${messageOf(error)}`,
  );
  if (group === undefined) return [...unreadable, 'the group does not exist any more'];
  if (typeof group === 'string') return [...unreadable, group];

  const { portName = '' } = service;
  const named = group.namedPorts?.find((port) => port.name === portName)?.port;
  const isEmpty = group.size === 0;
  return [
    ...unreadable,
    ...(named === undefined ? [`the group has no named port ${portName}, so requests do not get through`] : []),
    ...(isEmpty ? ['the group has no members'] : silence(health)),
    ...(named === undefined || rules === undefined || admitsProbers(rules, named)
      ? []
      : [`no firewall rule lets health checks from ${PROBER_RANGES.join(' and ')} in to port ${named}`]),
  ];
}

function silence({ members, total, error }: GroupHealth): string[] {
  if (error !== undefined) return [];
  if (total === 0) return ['the health check has never answered: it takes a minute after a change'];
  const unhealthy = members.filter(({ state }) => state === 'UNHEALTHY').length;
  return unhealthy === 0 ? [] : [`${unhealthy} of ${total} members do not answer the health check`];
}
