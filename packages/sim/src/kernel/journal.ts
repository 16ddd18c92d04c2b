import type { State } from './state.ts';

/** How many commands are kept at least, and twice as many at most. */
const KEPT = 5_000;

/** How large the commands are, together, that are kept at least unless they are fewer, and twice as large at most. */
const KEPT_SIZE = 32 * 1024 * 1024;

/** What a simulation needs of a journal. */
export interface CommandLog<Command> {
  readonly base: State;
  readonly commands: readonly Command[];
  readonly forgotten: number;
  readonly count: number;
  readonly last: Command | undefined;
  record(command: Command, state: State): void;
}

/** Is told every command as it is recorded, with the state after it. */
export type OnRecord<Command> = (command: Command, state: State) => void;

/**
 * The commands that brought a state about, newest last, and the state before the oldest of them. It is bounded: old
 * commands are dropped in favour of a later base, which costs nothing, for a fork of a state shares all it has.
 */
export class Journal<Command> implements CommandLog<Command> {
  #base: State;
  #older: Command[] = [];
  #middle: State;
  #newer: Command[] = [];
  #forgotten = 0;
  /** The size of {@link #newer}. */
  #size = 0;
  readonly #onRecord: OnRecord<Command> | undefined;
  readonly #sizeOf: (command: Command) => number;

  /** @param sizeOf about how much memory a command takes, in bytes */
  constructor(base: State, onRecord?: OnRecord<Command>, sizeOf: (command: Command) => number = () => 0) {
    this.#base = base;
    this.#middle = base;
    this.#onRecord = onRecord;
    this.#sizeOf = sizeOf;
  }

  /** The state before the first of {@link commands}. Fork it before writing to it. */
  get base(): State {
    return this.#base;
  }

  /** The commands since {@link base}, oldest first. */
  get commands(): readonly Command[] {
    return [...this.#older, ...this.#newer];
  }

  /** How many commands came before {@link base}. */
  get forgotten(): number {
    return this.#forgotten;
  }

  /** How many commands there have been. */
  get count(): number {
    return this.#forgotten + this.#older.length + this.#newer.length;
  }

  /** The latest command that was recorded, if it is remembered. */
  get last(): Command | undefined {
    return this.#newer.at(-1) ?? this.#older.at(-1);
  }

  /** @param state as it is after the command */
  record(command: Command, state: State): void {
    this.#onRecord?.(command, state);
    this.recordAll([command], state);
  }

  /** @param state as it is after all of the commands, which nobody else is told */
  recordAll(commands: readonly Command[], state: State): void {
    for (const command of commands) {
      this.#newer.push(command);
      this.#size += this.#sizeOf(command);
    }
    if (this.#newer.length < KEPT && this.#size < KEPT_SIZE) return;
    this.#forgotten += this.#older.length;
    this.#base = this.#middle;
    this.#older = this.#newer;
    this.#middle = state.fork();
    this.#newer = [];
    this.#size = 0;
  }
}
