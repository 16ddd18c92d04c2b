import type { InstanceName } from './run.ts';

/** Who takes a turn: one start of an instance. */
export interface Taker {
  readonly instance: InstanceName;
  /** Whether it has ended, so that none of its calls will be made. */
  readonly isOver: boolean;
}

interface Waiting {
  readonly taker: Taker;
  readonly go: () => void;
}

/** Who may call: one call at a time, of the instance whose turn it is. A call of another is held until it may go. */
export class Turns {
  readonly #waiting: Waiting[] = [];
  #active: InstanceName;
  #isTaken = false;

  constructor(first: InstanceName) {
    this.#active = first;
  }

  get active(): InstanceName {
    return this.#active;
  }

  /** Resolves when the call may be made. {@link release} must follow. */
  take(taker: Taker): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ taker, go: resolve });
      this.#next();
    });
  }

  release(): void {
    this.#isTaken = false;
    this.#next();
  }

  /** It is that instance's turn. */
  give(instance: InstanceName): void {
    this.#active = instance;
    this.#next();
  }

  /** The first instance with a call that is held. */
  get held(): InstanceName | undefined {
    return this.#waiting.find(({ taker }) => !taker.isOver)?.taker.instance;
  }

  #next(): void {
    if (this.#isTaken) return;
    const index = this.#waiting.findIndex(({ taker }) => !taker.isOver && taker.instance === this.#active);
    const [next] = index === -1 ? [] : this.#waiting.splice(index, 1);
    if (next === undefined) return;
    this.#isTaken = true;
    next.go();
  }
}
