import type { State } from '../../kernel/state.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find, scanUsersIn } from '../../wire/find.ts';

/** Path of the autoscaler that scales the group of a manager. */
export function autoscalerOf(manager: string, state: State): string | undefined {
  let found: string | undefined;
  scanUsersIn(state, 'autoscalers', manager, (_autoscaler, user) => {
    found = user;
  });
  return found;
}

/** As {@link autoscalerOf}, of an autoscaler that is not switched off. */
export function activeAutoscalerOf(manager: string, transaction: Transaction): string | undefined {
  const autoscaler = autoscalerOf(manager, transaction.state);
  const { autoscalingPolicy } = find(transaction, 'autoscalers', autoscaler)?.resource ?? {};
  return autoscalingPolicy?.mode === 'OFF' ? undefined : autoscaler;
}
