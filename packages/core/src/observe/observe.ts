import type { BackendService, HealthCheck, InstanceGroup } from '@gcepool/api';
import type { InstanceGroups, ListOptions, ReachableItems, UnreachableScope } from '../cloud/cloud.ts';
import { reachableChecks, reachableServices } from '../cloud/reachable-items.ts';
import type { CheckLists, ServiceLists } from '../cloud/reachable-items.ts';
import { lastSegment } from '../cloud/link.ts';

/** A zone that has nodes, or may have, and that could be looked into. */
export interface ObservedZone {
  readonly name: string;
  /** URL of the pool's instance group there, whether or not it exists. */
  readonly instanceGroupLink: string;
}

/** A zone that could not be looked into: whether the pool's instance group exists there, nobody knows. */
export interface UnreachableZone extends ObservedZone {
  /** In words for a person. */
  readonly why: string;
  /** Whether it has nodes, or may have. */
  readonly hasNodes: boolean;
}

/** The cloud as it was read. Plain data, resources of others included. */
export interface Observation {
  readonly backendServices: readonly BackendService[];
  readonly healthChecks: readonly HealthCheck[];
  /** Of the zones that could be reached. */
  readonly instanceGroups: readonly InstanceGroup[];
  readonly zones: readonly ObservedZone[];
  /** None of these is among the `zones`. */
  readonly unreachableZones: readonly UnreachableZone[];
  /** Regions whose backend services and health checks are not among these, and not absent for that. */
  readonly unreachableRegions: readonly UnreachableScope[];
}

/** Where to read. Without `nodePool`, groups and zones are not read and come out empty. */
export interface Observable {
  readonly backendServices: ServiceLists;
  readonly healthChecker: CheckLists;
  readonly nodePool?: GroupLists & {
    listZones(): Promise<readonly string[]>;
    link(name: string, zone: string): string;
  };
}

/** The ways to list groups. */
export type GroupLists = Pick<InstanceGroups, 'listInstanceGroups' | 'listReachableInstanceGroups'>;

/** What to read. */
export interface ObservationScope {
  /** Filter of backend services and health checks. */
  readonly backends?: string | undefined;
  /** True to read the backend services of others as well; `false` by default. */
  readonly hasAllServices?: boolean | undefined;
  /** Filter of instance groups. */
  readonly instanceGroups?: string | undefined;
  /** True to look into all regions as well. */
  readonly regions?: boolean | undefined;
}

/**
 * Reads the cloud: one list for each kind of resource, side by side, however many ports there are.
 *
 * @param instanceGroup Name of the pool's instance group, for the links of {@link ObservedZone}.
 * @param scope What to read; everything global by default.
 * @throws CloudError of the first list that failed.
 */
export async function observe(
  from: Observable,
  instanceGroup: string,
  scope: ObservationScope = {},
): Promise<Observation> {
  const { nodePool } = from;
  const filter = scope.backends === undefined ? [] : [{ filter: scope.backends }];
  const serviceFilter = scope.hasAllServices === true ? [] : filter;
  const groupFilter = scope.instanceGroups === undefined ? [] : [{ filter: scope.instanceGroups }];
  const [services, checks, instanceGroups, zones] = await Promise.all([
    scope.regions === true
      ? reachableServices(from.backendServices, ...serviceFilter)
      : reached(from.backendServices.listBackendServices(...serviceFilter)),
    scope.regions === true
      ? reachableChecks(from.healthChecker, ...filter)
      : reached(from.healthChecker.listHealthChecks(...filter)),
    nodePool === undefined ? { items: [], unreachable: [] } : reachableGroups(nodePool, ...groupFilter),
    nodePool?.listZones() ?? [],
  ]);
  const withNodes = new Set(zones);
  const at = (zone: string): ObservedZone => ({
    name: zone,
    instanceGroupLink: nodePool?.link(instanceGroup, zone) ?? '',
  });
  const unreachableZones = instanceGroups.unreachable.map(({ scope: unreached, why }): UnreachableZone => {
    const zone = lastSegment(unreached);
    return { ...at(zone), why, hasNodes: withNodes.has(zone) };
  });
  const unreachable = new Set(unreachableZones.map(({ name }) => name));
  // What one of the lists leaves out is not known.
  const unreachableRegions = new Map(
    [...services.unreachable, ...checks.unreachable].map((each) => [each.scope, each]),
  );
  return {
    backendServices: services.items,
    healthChecks: checks.items,
    instanceGroups: instanceGroups.items,
    zones: [...withNodes]
      .filter((zone) => !unreachable.has(zone))
      .toSorted()
      .map((zone) => at(zone)),
    unreachableZones,
    unreachableRegions: [...unreachableRegions.values()],
  };
}

const reached = async <T>(items: Promise<readonly T[]>): Promise<ReachableItems<T>> => ({
  items: await items,
  unreachable: [],
});

/** The groups of the zones that can be reached; of a cloud that cannot tell, of all. @throws CloudError */
export async function reachableGroups(
  groups: GroupLists,
  ...options: readonly ListOptions[]
): Promise<ReachableItems<InstanceGroup>> {
  const reachable = await groups.listReachableInstanceGroups?.(...options);
  return reachable ?? { items: await groups.listInstanceGroups(...options), unreachable: [] };
}

/** Name of the zone a group is in; `undefined` for a regional one. */
export function zoneOf(group: InstanceGroup): string | undefined {
  return group.zone === undefined ? undefined : lastSegment(group.zone);
}
