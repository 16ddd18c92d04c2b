import type { NodePool } from './node-pool.ts';

/**
 * A node pool whose groups lose no member while `keeps` is true, unless by force: what joins may be in a group that no backend
 * service reaches yet.
 */
export function keepingNodePool(nodePool: NodePool, keeps: () => boolean): NodePool {
  const { deleteInstanceGroup } = nodePool;
  return {
    listZones: () => nodePool.listZones(),
    link: (name, zone) => nodePool.link(name, zone),
    listInstanceGroups: (options) => nodePool.listInstanceGroups(options),
    getInstanceGroup: (name, zone) => nodePool.getInstanceGroup(name, zone),
    createInstanceGroup: (group, zone, options) => nodePool.createInstanceGroup(group, zone, options),
    setNamedPorts: (...given) => nodePool.setNamedPorts(...given),
    ...(deleteInstanceGroup && { deleteInstanceGroup: deleteInstanceGroup.bind(nodePool) }),
    sync: (nodes, options) => nodePool.sync(nodes, keeps() ? { ...options, keep: true } : options),
    delete: () => nodePool.delete(),
  };
}
