import type { Switch } from './world-event.ts';

/** Decides which actor makes the next call. */
export interface CallScheduler {
  /** Resolves when the actor may make its next call. */
  nextCall(actor: number): Promise<void>;
  /** Schedules calls until all the work is done. */
  run(work: readonly Promise<unknown>[]): Promise<void>;
}

interface Waiting {
  readonly actor: number;
  readonly go: () => void;
}

/**
 * Runs several actors concurrently, one call at a time, in an order that is data: an actor continues until a switch selects
 * another one, or it is done; the manual editor comes last. Fewer switches are a simpler schedule, so schedules shrink by themselves.
 */
export class SwitchingScheduler implements CallScheduler {
  readonly #switches: readonly Switch[];
  #waiting: Waiting[] = [];
  #calls = 0;
  #current: number | undefined;

  constructor(switches: readonly Switch[]) {
    this.#switches = switches;
  }

  nextCall(actor: number): Promise<void> {
    return new Promise((go) => {
      this.#waiting.push({ actor, go });
    });
  }

  async run(work: readonly Promise<unknown>[]): Promise<void> {
    let isDone = false;
    const all = Promise.allSettled(work).then(() => {
      isDone = true;
      return undefined;
    });
    for (;;) {
      // Every actor runs up to its next call: there are only resolved promises between two calls.
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      if (isDone) break;
      this.#next()?.go();
    }
    await all;
  }

  #next(): Waiting | undefined {
    const to = this.#switches.findLast(({ after }) => after === this.#calls)?.to;
    this.#calls += 1;
    const next = this.#of(to) ?? this.#of(this.#current) ?? this.#waiting.toSorted(byActor)[0];
    this.#waiting = this.#waiting.filter((each) => each !== next);
    this.#current = next?.actor;
    return next;
  }
  #of(actor: number | undefined): Waiting | undefined {
    return this.#waiting.find((each) => each.actor === actor);
  }
}

/** Controllers by number; the manual editor, who is -1, last. */
function byActor(a: Waiting, b: Waiting): number {
  const last = 99;
  return (a.actor < 0 ? last : a.actor) - (b.actor < 0 ? last : b.actor);
}
