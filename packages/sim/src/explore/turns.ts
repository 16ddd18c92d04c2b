import type { Life } from './life.ts';

interface Waiting {
  readonly life: Life;
  readonly go: () => void;
}

/** Who may call: one call at a time, of the instance whose turn it is. A call of another is held until it may go. */
export class Turns {
  readonly #waiting: Waiting[] = [];
  #active: string;
  #isTaken = false;

  constructor(first: string) {
    this.#active = first;
  }

  get active(): string {
    return this.#active;
  }

  /** Resolves when the call may be made. {@link release} must follow. */
  take(life: Life): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ life, go: resolve });
      this.#next();
    });
  }

  release(): void {
    this.#isTaken = false;
    this.#next();
  }

  /** It is that instance's turn. */
  give(instance: string): void {
    this.#active = instance;
    this.#next();
  }

  /** The first instance with a call that is held. */
  get held(): string | undefined {
    return this.#waiting.find(({ life }) => !life.isOver)?.life.instance;
  }

  #next(): void {
    if (this.#isTaken) return;
    const index = this.#waiting.findIndex(({ life }) => !life.isOver && life.instance === this.#active);
    const [next] = index === -1 ? [] : this.#waiting.splice(index, 1);
    if (next === undefined) return;
    this.#isTaken = true;
    next.go();
  }
}
