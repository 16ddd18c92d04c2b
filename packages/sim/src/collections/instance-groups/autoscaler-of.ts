import type { State } from '../../kernel/state.ts';
import { scanUsersIn } from '../../wire/find.ts';

/** Path of the autoscaler that scales the group of a manager. */
export function autoscalerOf(manager: string, state: State): string | undefined {
  let found: string | undefined;
  scanUsersIn(state, 'autoscalers', manager, (_autoscaler, user) => {
    found = user;
  });
  return found;
}
