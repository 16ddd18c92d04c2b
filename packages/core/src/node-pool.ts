import type { InstanceGroups } from './cloud.ts';
import type { Node } from './node.ts';
import type { Report } from './report.ts';
import type { GroupRemoval, MemberStep } from './step.ts';
import type { ZoneLister } from './zone-lister.ts';

/** The cloud's calls by which the backend pool gives every zone its group and names the ports in it. */
export type GroupCalls = Pick<
  InstanceGroups,
  'listInstanceGroups' | 'getInstanceGroup' | 'createInstanceGroup' | 'setNamedPorts'
> &
  /** Without it groups are never deleted by the backend pool. */
  Partial<Pick<InstanceGroups, 'deleteInstanceGroup'>>;

/** Liberties that a caller may take with the members of groups. */
export interface MembersOptions {
  /** Also empties groups because no node is given; `false` by default. */
  readonly force?: boolean | undefined;
}

/** Where the pool's instance groups come from, and their members. */
export interface NodePool extends ZoneLister, GroupCalls {
  /** URL of the group of this name in this zone, whether or not it exists. Pure. */
  link(name: string, zone: string): string;
  /**
   * Makes the given nodes, and no others, members of the groups of their zones. Never makes a group. Where no node is given
   * nothing is removed, unless by force.
   *
   * @throws AggregateError of `StepError`s, after everything that could be done was done.
   */
  sync(nodes: readonly (Node | string)[], options?: MembersOptions): Promise<Report<MemberStep>>;
  /**
   * Deletes the groups of all zones. A group still in use is left, and the report says so.
   *
   * @throws AggregateError of `StepError`s, after everything that could be done was done.
   */
  delete(): Promise<Report<GroupRemoval>>;
}
