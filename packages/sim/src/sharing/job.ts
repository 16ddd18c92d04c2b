import { Refusal } from '../kernel/refusal.ts';
import type { Outcome } from './stage.ts';

/** Something that was asked of a shared simulator, and whoever waits for what comes of it. */
export class Job {
  readonly work: () => unknown;
  readonly #since: number = performance.now();
  readonly #resolve: (value: unknown) => void;
  readonly #reject: (reason: unknown) => void;
  /** Whether nobody waits any more. */
  isOver = false;

  constructor(work: () => unknown, resolve: (value: unknown) => void, reject: (reason: unknown) => void) {
    this.work = work;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** How long somebody has waited, in milliseconds of real time. */
  get waited(): number {
    return performance.now() - this.#since;
  }

  settle(outcome: Outcome): void {
    if (this.isOver) return;
    this.isOver = true;
    if ('thrown' in outcome) this.#reject(outcome.thrown);
    else this.#resolve(outcome.value);
  }

  /** Says that nothing comes of it, or that nobody knows. */
  refuse(message: string): void {
    this.settle({ thrown: unavailable(message) });
  }
}

const unavailable = (message: string): Refusal =>
  new Refusal(503, 'backendError', message, { frontEndStatus: 'UNAVAILABLE' });
