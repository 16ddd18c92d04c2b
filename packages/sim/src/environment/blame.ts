import type { Json } from '../kernel/json.ts';
import { isObject, isSame } from '../kernel/json.ts';
import type { State } from '../kernel/state.ts';
import type { ApiRequest } from '../api/request.ts';
import type { Command, Simulation } from '../simulation/simulation.ts';

/** The request that last changed a field. */
export interface Blame {
  /** Which command it was, counted from the first one on; see `History.at`. */
  readonly sequence: number;
  /** Virtual time at which it came, in milliseconds since the epoch. */
  readonly time: number;
  /** Id of the method, such as `backendServices.patch`. */
  readonly method: string;
  /** Who sent it. */
  readonly user: string;
  readonly request: ApiRequest;
  /** Absent where there was nothing. */
  readonly before?: Json;
  /** Absent where it left nothing. */
  readonly after?: Json;
}

type RequestCommand = Extract<Command, { readonly kind: 'request' }>;

/**
 * Replays commands and watches a field. What an operation did is put down to the request that began it.
 *
 * @param simulation in the state before the first of the commands
 * @param forgotten how many commands came before them
 * @returns undefined if none of their requests changed it last
 */
export function findBlame(
  simulation: Simulation,
  commands: readonly Command[],
  forgotten: number,
  path: string,
  field: string,
): Blame | undefined {
  const names = field.match(/[^.[\]]+/g) ?? [];
  /** By path of an operation that worked on the resource: the request that began it. */
  const begun = new Map<string, readonly [sequence: number, command: RequestCommand]>();
  let value = valueAt(simulation.state, path, names);
  let blame: Blame | undefined;
  for (const [index, command] of commands.entries()) {
    const running = simulation.state.locks.get(path);
    simulation.replay([command]);
    const sequence = forgotten + index + 1;
    const now = valueAt(simulation.state, path, names);
    if (!isSame(now, value)) {
      const isDirect = command.kind === 'request';
      const [at, cause] = isDirect ? [sequence, command] : (begun.get(running ?? '') ?? []);
      blame = at === undefined || cause === undefined ? undefined : blameOf(simulation, at, cause, value, now);
      value = now;
    }
    const operation = simulation.state.locks.get(path);
    if (command.kind === 'request' && operation !== undefined && operation !== running) {
      begun.set(operation, [sequence, command]);
    }
  }
  return blame;
}

function blameOf(
  simulation: Simulation,
  sequence: number,
  { now, request }: RequestCommand,
  before: Json | undefined,
  after: Json | undefined,
): Blame {
  const { method, user } = simulation.read(request);
  return {
    sequence,
    time: now,
    method: method.id,
    user,
    request,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

/** A part of a stored resource; all of it for no names. */
function valueAt(state: State, path: string, names: readonly string[]): Json | undefined {
  let value: Json | undefined = state.get(path)?.resource;
  for (const name of names) {
    if (Array.isArray(value)) value = value[Number(name)];
    else value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}
