import { StoppedError } from '../calls/stopped-error.ts';
import type { InstanceGroups } from '../cloud/cloud.ts';
import { messageOf } from '../cloud/cloud-error.ts';
import { lastSegment } from '../cloud/link.ts';
import { groupResource } from './plan-members.ts';
import type { GroupMembers } from './plan-members.ts';

/** A zone that does not say who is in its group. */
export interface SilentZone {
  readonly zone: string;
  readonly error: unknown;
}

/** Nobody knows who is in a group, so that no node joined or left it. */
export class SilentZoneError extends Error {
  override readonly name = 'SilentZoneError';
  readonly resource: string;

  constructor(group: string, { zone, error }: SilentZone) {
    const resource = groupResource({ name: group, zone });
    super(`no node joins or leaves ${resource}, for its members cannot be read: ${messageOf(error)}`, { cause: error });
    this.resource = resource;
  }
}

/** Groups by whether their members could be read. */
export interface ReadMembers {
  readonly groups: readonly GroupMembers[];
  readonly silent: readonly SilentZone[];
}

/**
 * Reads the members of the groups of one name: a zone that does not answer keeps nobody out of the others.
 *
 * @param outOfReach Zones that are not asked, for the cloud does not reach them.
 * @throws CloudError where none answers; StoppedError.
 */
export async function readMembers(
  calls: Pick<InstanceGroups, 'listInstances'>,
  name: string,
  zones: readonly string[],
  outOfReach: readonly SilentZone[] = [],
): Promise<ReadMembers> {
  const read = await Promise.all(
    zones.map(async (zone): Promise<GroupMembers | SilentZone> => {
      try {
        return { name, zone, members: (await calls.listInstances(name, zone)).map((link) => lastSegment(link)) };
      } catch (error) {
        if (error instanceof StoppedError) throw error;
        return { zone, error };
      }
    }),
  );
  const groups = read.filter((each) => 'members' in each);
  const silent = read.filter((each) => 'error' in each);
  if (groups.length === 0 && silent.length > 0) throw silent[0]?.error;
  return { groups, silent: [...silent, ...outOfReach] };
}
