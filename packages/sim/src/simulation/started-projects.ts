import type { Entry } from '../kernel/entry.ts';
import type { State } from '../kernel/state.ts';
import { Transaction } from '../kernel/transaction.ts';
import { startedProject } from '../collections/networking/started-project.ts';
import { rememberNumber } from '../collections/projects/stored-path.ts';

/** Of so many projects what they start with is at hand for the next read: of those that were read last. */
const MOST = 16;

/** Whether nothing was ever changed in a project, so that it is as it starts. */
export const isUnchanged = (project: string, state: State): boolean =>
  project !== '' && state.get(`projects/${project}`) === undefined;

/** States with one more project, as it starts: for reads of projects in which nothing was ever changed. */
export class StartedProjects {
  readonly #seed: number;
  readonly #starts: Map<string, ReadonlyMap<string, Entry>> = new Map();
  /** What {@link #states} were made of, and its number of changes then. */
  #untouched: State | undefined;
  #changes = 0;
  readonly #states: Map<string, State> = new Map();

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** The state with the project: the same one as long as nothing changes, in that state or in this. */
  with(project: string, untouched: State): State {
    if (this.#untouched !== untouched || this.#changes !== untouched.changes) {
      this.#states.clear();
      this.#untouched = untouched;
      this.#changes = untouched.changes;
    }
    rememberNumber(project, untouched);
    const { now, version, named } = untouched;
    return Object.assign(
      oneOf(this.#states, project, () => this.#started(project, untouched)),
      { now, version, named },
    );
  }

  #started(project: string, untouched: State): State {
    const state = untouched.fork();
    const start = oneOf(this.#starts, project, () => startedProject(project, new Transaction(state, this.#seed)));
    for (const [path, entry] of start) state.put(path, entry);
    return state;
  }
}

/** The value of a key, made where there is none; the oldest goes where there would be too many. */
function oneOf<V>(values: Map<string, V>, key: string, make: () => V): V {
  const value = values.get(key) ?? make();
  values.delete(key);
  values.set(key, value);
  if (values.size > MOST) values.delete(values.keys().next().value ?? '');
  return value;
}
