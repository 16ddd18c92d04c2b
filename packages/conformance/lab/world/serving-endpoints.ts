import type { BackendService, BackendServiceGroupHealth, InstanceGroup } from '@gcepool/api';
import { lastSegment, pathOf } from '@gcepool/core/internal';
import type { Namer } from '@gcepool/core';
import type { DesiredState } from './controller.ts';

/** Reads a path of the project, in one moment: nothing else happens meanwhile. */
export type ReadNow = (
  method: 'GET' | 'POST',
  path: string,
  body?: object,
) => Readonly<Record<string, unknown>> | undefined;

/** The nodes that serve one port. */
export interface PortEndpoints {
  /** Those that a load balancer reaches through its backend service. */
  readonly reached: ReadonlySet<string>;
  /** Those among them that its health check finds healthy, and so get requests. */
  readonly healthy: ReadonlySet<string>;
}

/** The nodes that serve each desired port. */
export type ServingEndpoints = ReadonlyMap<number, PortEndpoints>;

/**
 * Nodes serve a port where they are members of a group that the backend service links to and that names the port for it; they
 * are healthy where the backend service says so.
 */
export function servingEndpoints(read: ReadNow, namer: Namer, { ports }: DesiredState): ServingEndpoints {
  const groups = new Map(groupsNow(read).map((group) => [pathOf(group.selfLink ?? ''), group]));
  const members = new Map<string, readonly string[]>();
  const membersOf = (path: string): readonly string[] => {
    const known = members.get(path) ?? membersNow(read, path);
    members.set(path, known);
    return known;
  };
  return new Map(
    ports.map(({ nodePort }) => {
      // The body of an answer is what the API says it is.
      const url = `global/backendServices/${namer.backend(nodePort)}`;
      const service = read('GET', url) as BackendService | undefined;
      const links = (service?.backends ?? [])
        .map(({ group = '' }) => group)
        .filter((link) => names(groups.get(pathOf(link)), service?.portName, nodePort));
      const reached = new Set(links.flatMap((link) => membersOf(pathOf(link))));
      const healthy = links.flatMap((link) => healthyNow(read, url, link)).filter((name) => reached.has(name));
      return [nodePort, { reached, healthy: new Set(healthy) }];
    }),
  );
}

/**
 * What a change took away from a port that it may not take, in words; `undefined` where it took nothing. What holds for the
 * nodes that are reached holds for the healthy ones among them.
 */
export function lostEndpoints(
  before: ServingEndpoints,
  after: ServingEndpoints,
  { nodes }: DesiredState,
): string | undefined {
  for (const [nodePort, had] of before) {
    const has = after.get(nodePort) ?? NOBODY;
    for (const [kind, how] of [
      ['reached', 'served'],
      ['healthy', 'served in good health'],
    ] as const) {
      const [were, are] = [had[kind], has[kind]];
      const isDesiredOneLost = nodes.some(({ name }) => were.has(name) && !are.has(name));
      if (are.size >= Math.min(were.size, nodes.length) && !isDesiredOneLost) continue;
      const told = (some: ReadonlySet<string>): string => [...some].toSorted().join(', ') || 'nothing';
      return `port ${nodePort} was ${how} by ${told(were)} and is by ${told(are)}, of ${nodes.length} that are desired`;
    }
  }
  return undefined;
}

const NOBODY: PortEndpoints = { reached: new Set(), healthy: new Set() };

function healthyNow(read: ReadNow, service: string, group: string): string[] {
  // The body of an answer is what the API says it is.
  const { healthStatus = [] } = (read('POST', `${service}/getHealth`, { group }) ?? {}) as BackendServiceGroupHealth;
  return healthStatus
    .filter(({ healthState }) => healthState === 'HEALTHY')
    .map(({ instance = '' }) => lastSegment(instance));
}

function names(group: InstanceGroup | undefined, portName: string | undefined, nodePort: number): boolean {
  return (group?.namedPorts ?? []).some(({ name, port }) => name === portName && port === nodePort);
}

function groupsNow(read: ReadNow): InstanceGroup[] {
  // An aggregated list has its items by scope.
  const scopes = (read('GET', 'aggregated/instanceGroups')?.['items'] ?? {}) as Record<
    string,
    { instanceGroups?: InstanceGroup[] }
  >;
  return Object.values(scopes).flatMap(({ instanceGroups = [] }) => instanceGroups);
}

function membersNow(read: ReadNow, path: string): readonly string[] {
  // The body of an answer is what the API says it is.
  const items = (read('POST', `${path}/listInstances`)?.['items'] ?? []) as { instance: string }[];
  return items.map(({ instance }) => lastSegment(instance));
}
