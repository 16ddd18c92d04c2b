import type { Json, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import type { State } from '../../kernel/state.ts';
import type { Entry } from '../../kernel/entry.ts';

/** A member is one incarnation of an instance: deleting the instance ends the membership, re-creating it does not revive it. */
export interface Member {
  readonly path: string;
  readonly id: string;
}

/** All members ever added and not removed, in the order they were added. */
export const membersOf = (group: Entry): readonly Member[] =>
  asArray(group.hidden?.members).map((member) => {
    const { path, id } = asObject(member);
    return { path: asString(path), id: asString(id) };
  });

export const withMembers = <R extends JsonObject>(group: Entry<R>, members: readonly Member[]): Entry<R> => ({
  ...group,
  hidden: { ...group.hidden, members: members.map((member): Json => ({ ...member })) },
});

/** The members whose instance still exists. */
export const livingMembers = (group: Entry, entries: Pick<State, 'get'>): readonly Member[] =>
  membersOf(group).filter(({ path, id }) => entries.get(path)?.resource.id === id);
