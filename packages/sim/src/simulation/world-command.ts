import type { JsonObject } from '../kernel/json.ts';
import type { State } from '../kernel/state.ts';
import type { Behaviour } from '../probing/behaviour.ts';
import { withBehaviour } from '../probing/behaviour.ts';

/** Something about the simulated world that no request of the API decides. */
export type WorldCommand =
  /** From `now` on, an instance or endpoint does this on a port, or on all ports. */
  | {
      readonly kind: 'behaviour';
      readonly now: number;
      /** Path of an instance, or `projects/p/endpoints/ADDRESS`. */
      readonly target: string;
      readonly port?: number;
      readonly behaviour: Behaviour;
    }
  /** A limit is another from now on. */
  | {
      readonly kind: 'quota';
      readonly now: number;
      /** `projects/p/METRIC` or `projects/p/regions/r/METRIC`. */
      readonly key: string;
      readonly limit: number;
      readonly failure: 'atOnce' | 'operation';
    }
  /** Something that is no resource is known from now on. */
  | { readonly kind: 'told'; readonly now: number; readonly key: string; readonly value: JsonObject };

/** Changes the world in a state whose time has come to that of the command. */
export function applyWorldCommand(command: WorldCommand, state: State): void {
  state.changes++;
  if (command.kind === 'told') {
    state.told.set(command.key, command.value);
    return;
  }
  if (command.kind === 'quota') {
    state.quotas.set(command.key, { limit: command.limit, failure: command.failure });
    return;
  }
  state.behaviours.set(command.target, withBehaviour(state.behaviours.get(command.target) ?? [], command));
}
