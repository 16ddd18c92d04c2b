import type { InstanceGroup } from '@gcepool/api';
import { ownershipConflict } from '../names/ownership.ts';
import type { Owner } from '../names/ownership.ts';
import { zoneOf } from '../observe/observe.ts';
import { groupResource } from './plan-members.ts';

/** A group that only bears the name of the pool's. */
export interface ForeignGroup {
  readonly zone: string;
  /** Its path. */
  readonly resource: string;
  /** Why it is another's. */
  readonly why: string;
}

/** Groups of the pool's name, by whether they are its own. */
export interface OwnGroups {
  readonly own: readonly InstanceGroup[];
  readonly foreign: readonly ForeignGroup[];
}

/** Tells the pool's groups from those of another cluster, whose long name comes to the same when it is cut off. Pure. */
export function ownGroups(groups: readonly InstanceGroup[], owner: Owner): OwnGroups {
  const foreign = groups.flatMap((group) => {
    const [zone = '', why] = [zoneOf(group), ownershipConflict(group, owner)];
    return why === undefined ? [] : [{ group, zone, resource: groupResource({ name: group.name ?? '', zone }), why }];
  });
  const others = new Set(foreign.map(({ group }) => group));
  return {
    own: groups.filter((group) => !others.has(group)),
    foreign: foreign.map(({ zone, resource, why }) => ({ zone, resource, why })),
  };
}
