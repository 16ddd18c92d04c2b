import type { MembersCap, MembersRivalry, NodePool } from './node-pool.ts';
import type { Release } from './release.ts';

/** What keeps members in their groups. */
export interface MembersGuard {
  /** Until what all stay, such as while what joins may be in a group that no backend service reaches yet. */
  readonly keeps: () => string | undefined;
  /** Which stay because they would be missed. */
  readonly release: Release;
  /** How many may leave at once. */
  readonly cap: MembersCap | undefined;
  /** Which groups are load balanced, and by whom. */
  readonly balanced: () => Promise<ReadonlyMap<string, string>>;
  /** Who notices that another process undoes what this one does. */
  readonly rivalry: MembersRivalry;
}

/** A node pool whose groups lose no member that the guard keeps, unless by force. */
export function guardedNodePool(nodePool: NodePool, { keeps, ...guard }: MembersGuard): NodePool {
  const { deleteInstanceGroup, listReachableInstanceGroups, listInstanceGroupOperations } = nodePool;
  return {
    listZones: () => nodePool.listZones(),
    link: (name, zone) => nodePool.link(name, zone),
    listInstanceGroups: (options) => nodePool.listInstanceGroups(options),
    getInstanceGroup: (name, zone) => nodePool.getInstanceGroup(name, zone),
    createInstanceGroup: (group, zone, options) => nodePool.createInstanceGroup(group, zone, options),
    setNamedPorts: (...given) => nodePool.setNamedPorts(...given),
    ...(listReachableInstanceGroups && {
      listReachableInstanceGroups: listReachableInstanceGroups.bind(nodePool),
    }),
    ...(listInstanceGroupOperations && {
      listInstanceGroupOperations: listInstanceGroupOperations.bind(nodePool),
    }),
    ...(deleteInstanceGroup && { deleteInstanceGroup: deleteInstanceGroup.bind(nodePool) }),
    sync: (nodes, options) => {
      const keep = keeps();
      return nodePool.sync(nodes, { ...guard, ...options, ...(keep === undefined ? {} : { keep }) });
    },
    delete: () => nodePool.delete(),
  };
}
