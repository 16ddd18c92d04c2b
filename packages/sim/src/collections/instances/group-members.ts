import type { JsonObject } from '../../kernel/json.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Incarnations } from '../incarnations.ts';
import { livingOf } from '../incarnations.ts';

/** A member is one incarnation of an instance: deleting the instance ends the membership, re-creating it does not revive it. */
export type Member = {
  readonly path: string;
  readonly id: string;
};

/** What an instance group keeps hidden. */
export interface HiddenOfGroup {
  readonly members?: readonly Member[];
  /** Path of the manager that decides on the members. */
  readonly manager?: string;
}

// Nothing else is kept under these names.
const hiddenOf = ({ hidden }: Entry): HiddenOfGroup => (hidden as HiddenOfGroup | undefined) ?? {};

/** All members ever added and not removed, in the order they were added. */
export const membersOf = (group: Entry): readonly Member[] => hiddenOf(group).members ?? [];

/** Path of the manager that decides on the members of a group; undefined where everybody may. */
export const managerOf = (group: Entry): string | undefined => hiddenOf(group).manager;

export const withMembers = <R extends JsonObject>(group: Entry<R>, members: readonly Member[]): Entry<R> => ({
  ...group,
  hidden: { ...group.hidden, members },
});

/** The members whose instance still exists. */
export const livingMembers = (group: Entry, entries: Incarnations): readonly Member[] =>
  livingOf(membersOf(group), entries);
