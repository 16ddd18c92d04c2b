import type { CommandLog, Journal, OnRecord } from './journal.ts';
import type { State } from './state.ts';

/** The commands of a journal, which stays as it is, and those that came after them on a branch of its own. */
export class JournalBranch<Command> implements CommandLog<Command> {
  readonly #trunk: Journal<Command>;
  readonly #onRecord: OnRecord<Command>;
  /** Those of the branch alone. */
  readonly own: Command[] = [];

  constructor(trunk: Journal<Command>, onRecord: OnRecord<Command>) {
    this.#trunk = trunk;
    this.#onRecord = onRecord;
  }

  get base(): State {
    return this.#trunk.base;
  }

  get commands(): readonly Command[] {
    return [...this.#trunk.commands, ...this.own];
  }

  get forgotten(): number {
    return this.#trunk.forgotten;
  }

  get count(): number {
    return this.#trunk.count + this.own.length;
  }

  get last(): Command | undefined {
    return this.own.at(-1) ?? this.#trunk.last;
  }

  record(command: Command, state: State): void {
    this.#onRecord(command, state);
    this.own.push(command);
  }
}
