import type { Entry } from '../../kernel/entry.ts';
import type { State } from '../../kernel/state.ts';
import { heldIps, holdersOf, isAddressResource } from './ip-holders.ts';

/** Those that have the address, and those that refer to the resource; some may still be in the making. */
export function usersOfAddress(path: string, entry: Entry, state: State): readonly string[] {
  const users = heldIps(entry).flatMap(({ target }) =>
    holdersOf(target, state).filter((user) => !isAddressResource(user)),
  );
  state.users.scan(path, (user) => void users.push(user));
  return users;
}
