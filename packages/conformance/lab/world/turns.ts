import type { Switch } from './world-event.ts';

/** Says who makes the next call. */
export interface TurnTaker {
  /** Resolves when it is the actor's turn to make a call. */
  take(actor: number): Promise<void>;
  /** Gives turns until all the work is done. */
  run(work: readonly Promise<unknown>[]): Promise<void>;
}

interface Waiting {
  readonly actor: number;
  readonly go: () => void;
}

/**
 * Lets several actors work at the same time, one call after the other, in an order that is data: the first goes on until a
 * switch gives the turn to another, or it is done; the human comes last. Few switches are a simple schedule, so schedules shrink by themselves.
 */
export class Turns implements TurnTaker {
  readonly #switches: readonly Switch[];
  #waiting: Waiting[] = [];
  #turns = 0;
  #current: number | undefined;

  constructor(switches: readonly Switch[]) {
    this.#switches = switches;
  }

  take(actor: number): Promise<void> {
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
      // Everybody goes as far as they can without a call: nothing but resolved promises is between two calls.
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      if (isDone) break;
      this.#next()?.go();
    }
    await all;
  }

  #next(): Waiting | undefined {
    const to = this.#switches.findLast(({ after }) => after === this.#turns)?.to;
    this.#turns += 1;
    const next = this.#of(to) ?? this.#of(this.#current) ?? this.#waiting.toSorted(byTurn)[0];
    this.#waiting = this.#waiting.filter((each) => each !== next);
    this.#current = next?.actor;
    return next;
  }
  #of(actor: number | undefined): Waiting | undefined {
    return this.#waiting.find((each) => each.actor === actor);
  }
}

/** Controllers by their number, and the human, who is -1, when they are done. */
function byTurn(a: Waiting, b: Waiting): number {
  const last = 99;
  return (a.actor < 0 ? last : a.actor) - (b.actor < 0 ? last : b.actor);
}
