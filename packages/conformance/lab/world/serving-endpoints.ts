import type { BackendService, InstanceGroup } from '@gcepool/api';
import { lastSegment, pathOf } from '@gcepool/core/internal';
import type { Namer } from '@gcepool/core';
import type { DesiredState } from './controller.ts';

/** Reads a path of the project, in one moment: nothing else happens meanwhile. */
export type ReadNow = (method: 'GET' | 'POST', path: string) => Readonly<Record<string, unknown>> | undefined;

/** For each desired port, the nodes that a load balancer reaches through its backend service. */
export type ServingEndpoints = ReadonlyMap<number, ReadonlySet<string>>;

/** Nodes serve a port where they are members of a group that the backend service links to and that names the port for it. */
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
      const service = read('GET', `global/backendServices/${namer.backend(nodePort)}`) as BackendService | undefined;
      const serving = (service?.backends ?? [])
        .map(({ group = '' }) => pathOf(group))
        .filter((path) => names(groups.get(path), service?.portName, nodePort))
        .flatMap((path) => membersOf(path));
      return [nodePort, new Set(serving)];
    }),
  );
}

/** What a change took away from a port that it may not take, in words; `undefined` where it took nothing. */
export function lostEndpoints(
  before: ServingEndpoints,
  after: ServingEndpoints,
  { nodes }: DesiredState,
): string | undefined {
  for (const [nodePort, had] of before) {
    const has = after.get(nodePort) ?? new Set();
    const desired = nodes.filter(({ name }) => had.has(name) && !has.has(name));
    const least = Math.min(had.size, nodes.length);
    if (has.size >= least && desired.length === 0) continue;
    const told = (some: ReadonlySet<string>): string => [...some].toSorted().join(', ') || 'nothing';
    return `port ${nodePort} was served by ${told(had)} and is by ${told(has)}, of ${nodes.length} that are desired`;
  }
  return undefined;
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
