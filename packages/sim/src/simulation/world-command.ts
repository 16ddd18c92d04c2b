import { changeGuest, withAttribute, withOutput } from '../collections/instances/guest.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { State } from '../kernel/state.ts';
import type { Behaviour } from '../probing/behaviour.ts';
import { withBehaviour } from '../probing/behaviour.ts';
import type { ProjectPart } from './project-part.ts';
import { withProjectReset } from './project-part.ts';

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
  | { readonly kind: 'told'; readonly now: number; readonly key: string; readonly value: JsonObject }
  /** What runs in an instance has printed on a serial port. */
  | {
      readonly kind: 'printed';
      readonly now: number;
      /** Path of an instance. */
      readonly instance: string;
      readonly port: number;
      readonly text: string;
    }
  /** What runs in an instance has published a guest attribute, or with `null` taken it back. */
  | {
      readonly kind: 'published';
      readonly now: number;
      /** Path of an instance. */
      readonly instance: string;
      readonly namespace: string;
      readonly key: string;
      readonly value: string | null;
    }
  /** A project is from now on what it was at the start. */
  | {
      readonly kind: 'projectReset';
      readonly now: number;
      readonly project: string;
      /** Absent where there was nothing of it. */
      readonly start?: ProjectPart;
    };

/** Changes the world in a state whose time has come to that of the command. @returns the state that follows, which may be another */
export function applyWorldCommand(command: WorldCommand, state: State, freshState: () => State): State {
  state.changes++;
  switch (command.kind) {
    case 'told':
      state.told.set(command.key, command.value);
      return state;
    case 'quota':
      state.quotas.set(command.key, { limit: command.limit, failure: command.failure });
      return state;
    case 'behaviour':
      state.behaviours.set(command.target, withBehaviour(state.behaviours.get(command.target) ?? [], command));
      return state;
    case 'printed':
      changeGuest(command.instance, state, (guest) => withOutput(guest, command.port, command.text));
      return state;
    case 'published':
      changeGuest(command.instance, state, (guest) => withAttribute(guest, command));
      return state;
    case 'projectReset':
      return withProjectReset(command, state, freshState());
  }
}

/** About how much memory a command takes. */
export function sizeOfWorldCommand(command: WorldCommand): number {
  switch (command.kind) {
    case 'printed':
      return command.text.length;
    case 'published':
      return command.value?.length ?? 0;
    case 'projectReset':
      return command.start === undefined ? 0 : JSON.stringify(command.start).length;
    case 'told':
    case 'quota':
    case 'behaviour':
      return 0;
  }
}
