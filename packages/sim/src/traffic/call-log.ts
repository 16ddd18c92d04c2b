import type { LoggedCall } from './logged-call.ts';

/** The latest calls, oldest first, and how many there have been of each method. */
export class CallLog {
  readonly capacity: number;
  /** A ring: once it is full, the call with sequence n is at (n − 1) modulo the capacity. */
  #calls: LoggedCall[] = [];
  #count = 0;
  /** How many calls were forgotten, by method. */
  #forgotten: Map<string, number> = new Map();
  /** The sequence of the last mutation. */
  #lastMutation = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  /** How many calls there have been: the sequence of the last one. */
  get count(): number {
    return this.#count;
  }

  /** The sequence of the last call that was forgotten. */
  get forgottenUntil(): number {
    return this.#count - this.#calls.length;
  }

  get lastMutation(): number {
    return this.#lastMutation;
  }

  /** @param call with a sequence one above {@link count} */
  add(call: LoggedCall): void {
    const place = this.#count++ % this.capacity;
    const before = this.#calls[place];
    if (before !== undefined) countIn(this.#forgotten, before);
    this.#calls[place] = call;
    if (call.isMutation) this.#lastMutation = call.sequence;
  }

  /** The calls after a sequence, as far as they are remembered. */
  after(sequence: number): readonly LoggedCall[] {
    const first = Math.max(sequence, this.forgottenUntil);
    return Array.from({ length: Math.max(0, this.#count - first) }, (_, index) => {
      const call = this.#calls[(first + index) % this.capacity];
      // The ring has the latest calls without a gap.
      if (call === undefined) throw new Error('This is a bug of the simulator: a call is missing in its log');
      return call;
    });
  }

  /** How many calls there have been, by method id; those of no method under `unknown`. */
  counts(): Readonly<Record<string, number>> {
    const counts = new Map(this.#forgotten);
    for (const call of this.#calls) countIn(counts, call);
    return Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  fork(): CallLog {
    const copy = new CallLog(this.capacity);
    copy.#calls = this.#calls.slice();
    copy.#count = this.#count;
    copy.#forgotten = new Map(this.#forgotten);
    copy.#lastMutation = this.#lastMutation;
    return copy;
  }
}

function countIn(counts: Map<string, number>, { method = 'unknown' }: LoggedCall): void {
  counts.set(method, (counts.get(method) ?? 0) + 1);
}
