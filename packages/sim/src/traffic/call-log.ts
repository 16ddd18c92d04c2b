import type { LoggedCall } from './logged-call.ts';

/** How much the requests of calls may take together, in characters. */
const MOST_KEPT = 16 * 1024 * 1024;

/** The latest calls, oldest first, and how many there have been of each method. */
export class CallLog {
  readonly capacity: number;
  /** A ring: once it is full, the call with sequence n is at (n − 1) modulo the capacity. */
  #calls: LoggedCall[] = [];
  #count = 0;
  /** How many calls were forgotten, by method. */
  #forgotten: Map<string, number> = new Map();
  /** How much the requests take that are kept, and the sequence from which on they are. */
  #size = 0;
  #keptFrom = 1;
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
    if (before !== undefined) {
      countIn(this.#forgotten, before);
      this.#size -= sizeOf(before);
    }
    this.#calls[place] = call;
    if (call.isMutation) this.#lastMutation = call.sequence;
    this.#size += sizeOf(call);
    while (this.#size > MOST_KEPT && this.#keptFrom < this.#count) this.#forgetRequest(this.#keptFrom++);
  }

  #forgetRequest(sequence: number): void {
    const place = (sequence - 1) % this.capacity;
    const call = this.#calls[place];
    if (call?.sequence !== sequence || (call.more?.request ?? call.more?.asked) === undefined) return;
    this.#size -= sizeOf(call);
    this.#calls[place] = { ...call, more: { ...call.more, request: undefined, asked: undefined } };
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
    copy.#size = this.#size;
    copy.#keptFrom = this.#keptFrom;
    return copy;
  }
}

/** How much the request of a call takes. */
function sizeOf({ more }: LoggedCall): number {
  const kept = more?.request ?? more?.asked;
  if (kept === undefined) return 0;
  const { url, body } = kept;
  return url.length + (typeof body === 'string' ? body.length : 0);
}

function countIn(counts: Map<string, number>, { method = 'unknown' }: LoggedCall): void {
  counts.set(method, (counts.get(method) ?? 0) + 1);
}
