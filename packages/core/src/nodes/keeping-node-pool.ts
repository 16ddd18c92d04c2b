import type { NodePool } from './node-pool.ts';
import type { Release } from './release.ts';

/**
 * A node pool whose groups lose no member that serves before what replaces it does, and none at all while `keeps` is true,
 * unless by force: what joins may be in a group that no backend service reaches yet.
 */
export function keepingNodePool(nodePool: NodePool, keeps: () => boolean, release: Release): NodePool {
  const { deleteInstanceGroup } = nodePool;
  return {
    listZones: () => nodePool.listZones(),
    link: (name, zone) => nodePool.link(name, zone),
    listInstanceGroups: (options) => nodePool.listInstanceGroups(options),
    getInstanceGroup: (name, zone) => nodePool.getInstanceGroup(name, zone),
    createInstanceGroup: (group, zone, options) => nodePool.createInstanceGroup(group, zone, options),
    setNamedPorts: (...given) => nodePool.setNamedPorts(...given),
    ...(deleteInstanceGroup && { deleteInstanceGroup: deleteInstanceGroup.bind(nodePool) }),
    sync: (nodes, options) => nodePool.sync(nodes, { release, ...options, ...(keeps() ? { keep: true } : {}) }),
    delete: () => nodePool.delete(),
  };
}
