import { linkOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Resource } from '../../wire/wire.ts';

/** `usedBy`: the resources that refer to one, which the service lists in it but never takes from a client. */
export function usedBy(path: string, _entry: Entry, state: State): Pick<Resource<'BackendService'>, 'usedBy'> {
  const users: Resource<'BackendServiceUsedBy'>[] = [];
  state.users.scan(path, (user, isWeak) => {
    if (!isWeak && state.get(user) !== undefined) users.push({ reference: linkOf(user) });
  });
  return users.length > 0 ? { usedBy: users } : {};
}
