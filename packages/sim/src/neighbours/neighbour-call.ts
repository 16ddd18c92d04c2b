import type { Caller } from '../collections/call.ts';
import type { JsonObject } from '../kernel/json.ts';
import { own } from '../kernel/own.ts';
import type { State } from '../kernel/state.ts';
import type { WorldCommand } from '../simulation/world-command.ts';

/** A request to a neighbour of Compute. */
export interface NeighbourCall {
  /** Id or number, as it was sent. */
  readonly project: string;
  /** What else the path names: a service or an operation. */
  readonly name: string;
  readonly query: URLSearchParams;
  readonly body: JsonObject;
  readonly state: State;
  /** Who asks; absent where everybody may do everything. */
  readonly caller: Caller | undefined;
  /** Makes something known from now on, under a key of its own. */
  readonly tell: (known: Omit<Extract<WorldCommand, { readonly kind: 'told' }>, 'kind' | 'now'>) => void;
}

/** A method of a neighbour of Compute. */
export interface NeighbourMethod {
  readonly method: 'GET' | 'POST';
  /** Has the groups `project` and `name`, where the path holds them. */
  readonly path: RegExp;
  /** The permission on the project that it takes. Default: none. */
  readonly needs?: string;
  /** @throws Refusal for what makes no sense */
  readonly answer: (call: NeighbourCall) => JsonObject;
}

/** The texts of a field that is a list. */
export const textsIn = (body: JsonObject, field: string): readonly string[] => {
  const value = own(body, field);
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
};
