import type { State } from './state.ts';

/** How many commands are kept at least, and twice as many at most. */
const KEPT = 5_000;

/**
 * The commands that brought a state about, newest last, and the state before the oldest of them. It is bounded: old
 * commands are dropped in favour of a later base, which costs nothing, for a fork of a state shares all it has.
 */
export class Journal<Command> {
  #base: State;
  #older: Command[] = [];
  #middle: State;
  #newer: Command[] = [];

  constructor(base: State) {
    this.#base = base;
    this.#middle = base;
  }

  /** The state before the first of {@link commands}. Fork it before writing to it. */
  get base(): State {
    return this.#base;
  }

  /** The commands since {@link base}, oldest first. */
  get commands(): readonly Command[] {
    return [...this.#older, ...this.#newer];
  }

  /** @param state as it is after the command */
  record(command: Command, state: State): void {
    this.#newer.push(command);
    if (this.#newer.length < KEPT) return;
    this.#base = this.#middle;
    this.#older = this.#newer;
    this.#middle = state.fork();
    this.#newer = [];
  }
}
