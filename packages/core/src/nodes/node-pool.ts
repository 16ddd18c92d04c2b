import type { GroupCalls } from '../execute/group-calls.ts';
import type { Node } from './node.ts';
import type { Release } from './release.ts';
import type { Outcome, Report } from '../execute/report.ts';
import type { InstanceGroupDeletion, MemberStep } from '../plan/step.ts';
import type { ZoneLister } from './zone-lister.ts';

/** How many members may leave groups at once. */
export interface MembersCap {
  /**
   * Why so many may not; `undefined` where they may.
   *
   * @param going How many fewer members there would be. @param present How many there are.
   */
  reason(going: number, present: number): string | undefined;
  /** Takes note of how many fewer members there are after a run; below 0 where there are more. */
  note(fewer: number): void;
}

/** Who notices that another process takes back what this one does to members. */
export interface MembersRivalry {
  /** Forgets what was done that is wanted no more, given what was changed and how it was left. */
  forgetUnless(isWanted: (key: string, state: string | undefined) => boolean): void;
  /** @throws RivalWriterError, by rejecting, where these steps are not to be taken. */
  mustBeAlone(steps: readonly MemberStep[]): Promise<void>;
  /** Takes down what was done. */
  learn(outcomes: readonly Outcome<MemberStep>[]): void;
}

/** How members of groups are changed. */
export interface MembersOptions {
  /** Also empties groups if no node is given; `false` by default. */
  readonly force?: boolean | undefined;
  /**
   * Adds nodes and removes none, unless by force; what was to leave is told as failed, with a word for until what it stays.
   * `false` by default.
   */
  readonly keep?: boolean | string | undefined;
  /** Says which members stay in for now, unless by force; by default all leave whose replacements were added. */
  readonly release?: Release | undefined;
  /**
   * Names of backend services by the path of each group that they balance: what is a member of one of others cannot join, which
   * is then told before it is tried. Asked only where nodes join.
   */
  readonly balanced?: (() => Promise<ReadonlyMap<string, string>>) | undefined;
  /** How many may leave at once, unless by force or `uncapped`; any number by default. */
  readonly cap?: MembersCap | undefined;
  /** Notices another process that undoes what this one does, and then does nothing, unless by force; nobody by default. */
  readonly rivalry?: MembersRivalry | undefined;
  /** Lets more leave than `cap` says, with all other care; `false` by default. */
  readonly uncapped?: boolean | undefined;
}

/** Where the pool's instance groups come from, and their members. */
export interface NodePool extends ZoneLister, GroupCalls {
  /** URL of the group of this name in this zone, whether or not it exists. Pure. */
  link(name: string, zone: string): string;
  /**
   * Makes the given nodes, and no others, members of the groups of their zones. Never makes a group. Where no node is given
   * nothing is removed, unless by force.
   *
   * @throws StepsError, after everything that could be done was done; with a `RemovalCapError` where more would leave than may.
   * RivalWriterError, before any change, where another process has undone the same twice.
   */
  sync(nodes: readonly (Node | string)[], options?: MembersOptions): Promise<Report<MemberStep>>;
  /**
   * Deletes the groups of all zones. A group still in use is left, and the report says so.
   *
   * @throws StepsError, after everything that could be done was done.
   */
  delete(): Promise<Report<InstanceGroupDeletion>>;
}
