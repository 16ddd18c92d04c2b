import type { SharedStore } from '../stores/store.ts';
import { messageOf } from './flight.ts';
import { OtherRulesError } from './stage.ts';

/** Who is told how attempts go. */
export interface AttemptsOptions {
  /** Is told why the store is out of reach; undefined when all is well again. */
  readonly onFailure: (message: string | undefined) => void;
  /** Is told after each attempt that was in vain. */
  readonly onWaiting: (reason: string) => void;
}

/** Does something with a store until it succeeds, for as long as it may. */
export class StoreAttempts {
  readonly #store: SharedStore;
  readonly #options: AttemptsOptions;
  #isStopped = false;
  #isOver = false;

  constructor(store: SharedStore, options: AttemptsOptions) {
    this.#store = store;
    this.#options = options;
  }

  /** Whether nothing is begun any more: it was stopped, or nothing will ever succeed. */
  get isEnded(): boolean {
    return this.#isStopped || this.#isOver;
  }

  /** Tries nothing again from now on. */
  stop(): void {
    this.#isStopped = true;
  }

  /** @throws what will never succeed; what fails once it is stopped */
  async insist(attempt: () => Promise<void>): Promise<void> {
    for (let failures = 1; ; failures++) {
      try {
        await attempt();
        if (!this.isEnded) this.#options.onFailure(undefined);
        return;
      } catch (error) {
        if (this.#isStopped || this.isFinal(error)) throw error;
        this.#options.onFailure(messageOf(error));
        this.#options.onWaiting(messageOf(error));
        await this.#store.pause(failures);
      }
    }
  }

  /** Whether an error says that something will never succeed; then nothing will. */
  isFinal(error: unknown): boolean {
    const isFinal = error instanceof OtherRulesError || this.#store.isFinal(error);
    this.#isOver ||= isFinal;
    return isFinal;
  }
}
