import { enumeration } from '../names/enumeration.ts';
import { hasZone } from './node.ts';
import type { Node } from './node.ts';
import { planOf } from '../plan/step.ts';
import type { MemberStep, Notice, Plan } from '../plan/step.ts';

/** Members a group may have. */
export const LARGEST_GROUP = 1000;

/** An instance group and the names of its members. */
export interface GroupMembers {
  readonly name: string;
  readonly zone: string;
  readonly members: readonly string[];
}

/**
 * What makes the nodes, and no others, members of the groups of their zones: first what joins, then what leaves, so that a
 * group serves with no fewer nodes while it changes. Pure. Only what has no room in a full group joins last, after others
 * left. Nodes whose zone is unknown stay where they are, and those that wait stay members where they are. Where a zone has more nodes than a group holds, present members
 * come first, then names in order.
 */
export function planMembers(nodes: readonly Node[], groups: readonly GroupMembers[]): Plan<MemberStep> {
  const placed = nodes.filter(hasZone);
  const unplaced = new Set(nodes.filter((node) => !hasZone(node)).map(({ name }) => name));
  const notices: Notice[] = [];
  const joining: MemberStep[] = [];
  const leaving: MemberStep[] = [];
  const joiningLast: MemberStep[] = [];

  for (const group of groups) {
    const nodesOfZone = placed.filter(({ zone }) => zone === group.zone);
    const ofZone = new Set(nodesOfZone.map(({ name }) => name));
    const waiting = new Set(nodesOfZone.filter(({ waits }) => waits !== undefined).map(({ name }) => name));
    const members = new Set(group.members);
    const gone = [...members].filter((name) => !ofZone.has(name) && !unplaced.has(name)).toSorted();
    const newcomers = [...ofZone].filter((name) => !members.has(name) && !waiting.has(name)).toSorted();
    const room = Math.max(0, LARGEST_GROUP - (members.size - gone.length));
    const fitting = newcomers.slice(0, room);
    const free = Math.max(0, LARGEST_GROUP - members.size);
    const [now, last] = [fitting.slice(0, free), fitting.slice(free)];
    if (now.length > 0) joining.push(step(group, 'addInstances', now, 'not a member yet'));
    if (gone.length > 0) leaving.push(step(group, 'removeInstances', gone, 'no longer among the nodes'));
    if (last.length > 0) joiningLast.push(step(group, 'addInstances', last, 'not a member yet'));
    if (newcomers.length > room) notices.push(overCapacity(group, newcomers.slice(room)));
  }
  const joiners = placed.filter(({ waits }) => waits === undefined);
  notices.push(...withoutGroup(joiners, groups), ...withoutZone(unplaced, groups), ...notJoined(placed, groups));
  return planOf([joining, leaving, joiningLast], notices);
}

function step(
  { name, zone }: GroupMembers,
  verb: MemberStep['verb'],
  instances: readonly string[],
  why: string,
): MemberStep {
  return {
    collection: 'instanceGroups',
    verb,
    name,
    zone,
    resource: groupResource({ name, zone }),
    reason: `${why}: ${enumeration(instances)}`,
    ports: [],
    needs: [],
    instances,
  };
}

/** Path of a group. */
export function groupResource({ name, zone }: Pick<GroupMembers, 'name' | 'zone'>): string {
  return `zones/${zone}/instanceGroups/${name}`;
}

function overCapacity(group: GroupMembers, leftOut: readonly string[]): Notice {
  return {
    about: groupResource(group),
    message: `a group holds ${LARGEST_GROUP} members; left out: ${enumeration(leftOut)}`,
  };
}

/** Nodes of zones that have no group: the group comes with the first port that is served there. */
function withoutGroup(nodes: readonly (Node & { readonly zone: string })[], groups: readonly GroupMembers[]): Notice[] {
  const withGroup = new Set(groups.map(({ zone }) => zone));
  const zones = new Set(nodes.map(({ zone }) => zone).filter((zone) => !withGroup.has(zone)));
  return [...zones].toSorted().map((zone) => ({
    about: `zones/${zone}`,
    message: `has no instance group; not added: ${enumeration(nodes.filter((node) => node.zone === zone).map(({ name }) => name))}`,
  }));
}

/** Nodes that wait, and are not members where they would be. */
function notJoined(placed: readonly (Node & { readonly zone: string })[], groups: readonly GroupMembers[]): Notice[] {
  const membersOf = new Map(groups.map(({ zone, members }) => [zone, new Set(members)]));
  return placed.flatMap(({ name, zone, waits }) =>
    waits === undefined || membersOf.get(zone)?.has(name) === true
      ? []
      : [{ about: name, message: `${waits}, so it was not added to any group` }],
  );
}

function withoutZone(unplaced: ReadonlySet<string>, groups: readonly GroupMembers[]): Notice[] {
  const members = new Set(groups.flatMap((group) => group.members));
  return [...unplaced]
    .filter((name) => !members.has(name))
    .toSorted()
    .map((name) => ({ about: name, message: 'its zone is unknown, so it was not added to any group' }));
}
