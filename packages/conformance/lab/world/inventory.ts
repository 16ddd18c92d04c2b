import type { BackendService, HealthCheck, InstanceGroup } from '@gcepool/api';
import { Namer } from '@gcepool/core';
import { describedCluster, lastSegment, pathOf } from '@gcepool/core/internal';
import type { WholeCloud } from '../whole-cloud.ts';
import type { DesiredState } from './controller.ts';
import type { Cluster } from './world-event.ts';

/** What there is of a project, read at one moment. */
export interface Inventory {
  readonly services: readonly BackendService[];
  readonly checks: readonly HealthCheck[];
  readonly groups: readonly InstanceGroup[];
  /** Names of instances by the path of their group. */
  readonly members: ReadonlyMap<string, readonly string[]>;
}

/** Reads all that the laws look at. */
export async function takeInventory(cloud: WholeCloud): Promise<Inventory> {
  const groups = await cloud.listInstanceGroups();
  const members = new Map<string, readonly string[]>();
  for (const { name = '', zone = '', selfLink = '' } of groups) {
    members.set(
      pathOf(selfLink),
      (await cloud.listInstances(name, lastSegment(zone))).map((link) => lastSegment(link)),
    );
  }
  return { services: await cloud.listBackendServices(), checks: await cloud.listHealthChecks(), groups, members };
}

/** What is desired and missing, and what the cluster has beyond it, in words; empty where there is no difference. */
export function differences(inventory: Inventory, cluster: Cluster, desired: DesiredState): string[] {
  const namer = new Namer(cluster);
  const names = new Set(desired.ports.map(({ nodePort }) => namer.backend(nodePort)));
  const isForeign = (name: string): boolean =>
    [...inventory.services, ...inventory.checks].some(
      (each) => each.name === name && (describedCluster(each.description ?? '') ?? cluster) !== cluster,
    );
  const obsolete = [...inventory.services, ...inventory.checks]
    .map(({ name = '' }) => name)
    .filter((name) => namer.ownBackendPort(name) !== undefined && !names.has(name) && !isForeign(name))
    .map((name) => `${name} is obsolete`);
  const missing = desired.ports
    .filter(({ nodePort }) => !isForeign(namer.backend(nodePort)))
    .flatMap((port) => portDifferences(inventory, namer, port, desired.zones));
  return [...missing, ...obsolete, ...memberDifferences(inventory, namer, desired)];
}

type DesiredPort = DesiredState['ports'][number];

function portDifferences(
  { services, checks, groups }: Inventory,
  namer: Namer,
  port: DesiredPort,
  zones: readonly string[],
): string[] {
  const { nodePort, protocol = 'HTTP' } = port;
  const name = namer.backend(nodePort);
  const service = services.find((each) => each.name === name);
  const check = checks.find((each) => each.name === name);
  if (service === undefined || check === undefined) return [`${name} is not there`];
  const found: string[] = [];
  const { protocol: spoken, portName, healthChecks = [], backends = [] } = service;
  // What endpoints did not pass stays as it was, and that is told.
  if (!isPutBack(check, port)) {
    if (spoken !== protocol) found.push(`${name} speaks ${spoken} and not ${protocol}`);
    if (check.type !== protocol) found.push(`${name} is checked by ${check.type} and not ${protocol}`);
    const [asked, desired] = [check, port.healthCheck ?? {}].map((each) => portAsked(each));
    if (desired !== undefined && asked !== desired) found.push(`${name} is checked on ${asked} and not ${desired}`);
  }
  if (portName !== `port${nodePort}`) found.push(`${name} asks for ${portName}`);
  if (healthChecks.map((link) => pathOf(link)).join() !== `global/healthChecks/${name}`)
    found.push(`${name} has another check`);
  for (const zone of zones) {
    const path = `zones/${zone}/instanceGroups/${namer.instanceGroup()}`;
    if (!backends.some(({ group = '' }) => pathOf(group) === path)) found.push(`${name} misses ${path}`);
    const { namedPorts = [] } = groups.find(({ selfLink = '' }) => pathOf(selfLink) === path) ?? {};
    if (!namedPorts.some((each) => each.name === portName && each.port === nodePort))
      found.push(`${path} does not name ${nodePort}`);
  }
  return found;
}

const portAsked = ({ httpHealthCheck, httpsHealthCheck }: HealthCheck): number | undefined =>
  (httpHealthCheck ?? httpsHealthCheck)?.port;

/** Whether a description says that what is desired of a health check was tried, and put back. */
function isPutBack({ description = '' }: HealthCheck, { protocol = 'HTTP', healthCheck = {} }: DesiredPort): boolean {
  if (!description.startsWith('{')) return false;
  // What it says it may say: any other settings are those of another change.
  const { 'gcepool/refused': refused } = JSON.parse(description) as { 'gcepool/refused'?: { settings: HealthCheck } };
  const desired = portAsked(healthCheck);
  if (refused === undefined || refused.settings.type !== protocol) return false;
  return desired === undefined || portAsked(refused.settings) === desired;
}

function memberDifferences({ members }: Inventory, namer: Namer, { zones, nodes }: DesiredState): string[] {
  return zones.flatMap((zone) => {
    const path = `zones/${zone}/instanceGroups/${namer.instanceGroup()}`;
    const expected = nodes.filter((node) => node.zone === zone).map(({ name }) => name);
    const present = members.get(path);
    // Whether there must be a group, the ports say.
    if (present === undefined) return [];
    const isRight = present.toSorted().join() === expected.toSorted().join();
    return isRight ? [] : [`${path} has the members ${present.join(', ')} and not ${expected.join(', ')}`];
  });
}
