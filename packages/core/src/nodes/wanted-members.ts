import { keyIn, MEMBERSHIP } from '../plan/undoable-change.ts';
import { groupResource } from './plan-members.ts';
import { hasZone } from './node.ts';
import type { Node } from './node.ts';

/**
 * Whether what an instance was to a group is what is wanted of it. Of nodes that wait nothing is, and an instance that is no node
 * was not taken out by a rival: it is gone.
 */
export function wantedMembers(
  group: string,
  nodes: readonly Node[],
): (key: string, state: string | undefined) => boolean {
  const placed = new Map(
    nodes.filter(hasZone).map((node) => [keyIn(groupResource({ name: group, zone: node.zone }), node.name), node]),
  );
  return (key, state) => {
    const node = placed.get(key);
    const isMember = state === MEMBERSHIP.addInstances;
    return node === undefined ? !isMember : isMember && node.waits === undefined;
  };
}
