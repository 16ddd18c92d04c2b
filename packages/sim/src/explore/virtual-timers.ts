import { AsyncResource } from 'node:async_hooks';

/** A timer that fires when its turn has come in virtual time. It has what a `Timeout` of Node.js has. */
export class VirtualTimeout {
  readonly #timers: VirtualTimers;
  readonly #ms: number;
  readonly #fire: () => void;
  readonly isRepeated: boolean;
  due: number;
  order: number;

  constructor(timers: VirtualTimers, ms: number, fire: () => void, isRepeated: boolean) {
    this.#timers = timers;
    this.#ms = ms;
    this.#fire = fire;
    this.isRepeated = isRepeated;
    [this.due, this.order] = timers.placeAfter(ms);
  }

  fire(): void {
    this.#fire();
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  hasRef(): boolean {
    return true;
  }

  refresh(): this {
    [this.due, this.order] = this.#timers.placeAfter(this.#ms);
    this.#timers.set(this);
    return this;
  }

  close(): this {
    this.#timers.clear(this);
    return this;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  [Symbol.toPrimitive](): number {
    return this.order;
  }
}

/** The timers of one run. Nothing of them fires by itself. */
export class VirtualTimers {
  readonly #waiting: Set<VirtualTimeout> = new Set();
  readonly #now: () => number;
  #made = 0;
  /** Rises with whatever happens to them, so that who waits for a program to come to rest sees that it has not. */
  activity: number = 0;

  /** @param now virtual time in milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** When a timer is due that is set now: time, and a place among those of the same time. */
  placeAfter(ms: number): [due: number, order: number] {
    return [this.#now() + ms, ++this.#made];
  }

  start(callback: () => void, ms: unknown, isRepeated: boolean): VirtualTimeout {
    // As with timers of Node.js, what fires is of the same code that set it, whoever moves time.
    const fire = AsyncResource.bind(callback);
    const timeout = new VirtualTimeout(this, msOf(ms), fire, isRepeated);
    this.set(timeout);
    return timeout;
  }

  set(timeout: VirtualTimeout): void {
    this.activity++;
    this.#waiting.add(timeout);
  }

  clear(timeout: VirtualTimeout): void {
    this.activity++;
    this.#waiting.delete(timeout);
  }

  /** A timer by the number that it becomes where one is asked for. */
  clearNumber(order: number): void {
    for (const timeout of this.#waiting) if (timeout.order === order) this.clear(timeout);
  }

  /** When the next timer is due; undefined if none is set. */
  get nextDue(): number | undefined {
    return this.#next()?.due;
  }

  /** Fires the next timer. It is for whoever calls this to move time to it before. */
  fireNext(): void {
    const next = this.#next();
    if (next === undefined) return;
    this.activity++;
    if (next.isRepeated) next.refresh();
    else this.#waiting.delete(next);
    next.fire();
  }

  #next(): VirtualTimeout | undefined {
    let next: VirtualTimeout | undefined;
    for (const timeout of this.#waiting) {
      if (next === undefined || timeout.due < next.due || (timeout.due === next.due && timeout.order < next.order))
        next = timeout;
    }
    return next;
  }
}

/** As Node.js has it: at least a millisecond, and what cannot be is one. */
function msOf(ms: unknown): number {
  const number = Number(ms);
  return number >= 1 && number <= 2 ** 31 - 1 ? Math.trunc(number) : 1;
}
