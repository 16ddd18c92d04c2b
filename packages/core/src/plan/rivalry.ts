import type { Clock } from '../calls/clock.ts';
import { RivalWriterError } from './rival-writer-error.ts';
import type { Step } from './step.ts';
import { undoableChanges } from './undoable-change.ts';
import type { UndoableChange } from './undoable-change.ts';
import { undoerOf } from './undoer.ts';
import type { GroupOperations } from './undoer.ts';

/**
 * So long a change is remembered. Loops undo each other's work in every run, and some run once an hour; what somebody does by
 * hand now and then is repaired.
 */
const WINDOW_MS = 2 * 3_600_000;

/** So often the same is done; then it is another's turn to stop. */
const MOST_TIMES = 2;

/** What of a report a {@link Rivalry} learns from. */
interface Done {
  readonly step: Step;
  readonly outcome: string;
}

/** How this process left something, and when it did, with what it has repeated since. */
interface Left {
  readonly state: UndoableChange['state'];
  readonly times: readonly number[];
}

/** Who the process is, and what time it is there. */
export interface RivalryOptions {
  /** The name in the marks of this process; without one nobody is a rival. */
  readonly writer?: string | undefined;
  /** Without one nobody is a rival. */
  readonly clock?: Pick<Clock, 'now'> | undefined;
  /** Where it is read who changed a group; without it nobody is named. */
  readonly operationsOf?: GroupOperations | undefined;
}

/**
 * Notices another process that undoes what this one does: what this one has written, another has written since, or taken back.
 * Whoever is about to do the same for the third time stops, so that one of two goes on.
 */
export class Rivalry {
  readonly #options: RivalryOptions;
  readonly #left = new Map<string, Left>();

  constructor(options: RivalryOptions) {
    this.#options = options;
  }

  /** @throws RivalWriterError, by rejecting, where these steps are not to be taken. */
  async mustBeAlone(steps: readonly Step[]): Promise<void> {
    for (const change of this.#changes(steps)) {
      const times = this.#undoneAt(change);
      if (times.length < MOST_TIMES) continue;
      // While they differ, time does not settle it.
      this.#note(change, times);
      throw new RivalWriterError(change, await undoerOf(change, this.#options.operationsOf));
    }
  }

  /** Takes down what was done. */
  learn(outcomes: readonly Done[]): void {
    const done = outcomes.filter(({ outcome }) => outcome === 'done' || outcome === 'adopted');
    for (const change of this.#changes(done.map(({ step }) => step))) this.#note(change, this.#undoneAt(change));
    for (const [key, { times }] of this.#left) if (!times.some((time) => this.#isRecent(time))) this.#left.delete(key);
  }

  /** Forgets how things were left that are wanted otherwise by now, or that nobody has an opinion on. */
  forgetUnless(isWanted: (key: string, state: string | undefined) => boolean): void {
    for (const [key, { state }] of this.#left) if (!isWanted(key, state)) this.#left.delete(key);
  }

  #changes(steps: readonly Step[]): readonly UndoableChange[] {
    const { writer, clock } = this.#options;
    return writer === undefined || clock === undefined ? [] : steps.flatMap((step) => undoableChanges(step, writer));
  }

  /** When this process did what another has undone since; empty where it wants something else now than it did. */
  #undoneAt({ key, state, writer }: UndoableChange): readonly number[] {
    const left = this.#left.get(key);
    const isUndone = state === undefined ? writer !== undefined : state === left?.state;
    return left === undefined || !isUndone ? [] : left.times.filter((time) => this.#isRecent(time));
  }

  #note({ key, state }: UndoableChange, times: readonly number[]): void {
    this.#left.set(key, { state, times: [...times, this.#now()].slice(-MOST_TIMES) });
  }

  #isRecent(time: number): boolean {
    return this.#now() - time < WINDOW_MS;
  }

  #now(): number {
    return this.#options.clock?.now() ?? 0;
  }
}
