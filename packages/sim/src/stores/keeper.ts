import { Refusal } from '../kernel/refusal.ts';
import { takeSnapshot } from '../kernel/snapshot.ts';
import type { State } from '../kernel/state.ts';
import type { ApiRequest } from '../api/request.ts';
import type { ApiResponse } from '../api/response.ts';
import { refused } from '../api/response.ts';
import type { Command } from '../simulation/simulation.ts';
import { stateInterval } from './state-interval.ts';
import type { KeptSettings, Store } from './store.ts';

/**
 * Brings what changes a state to a store, and now and then the whole state in place of the commands that led to it, so
 * that a start stays quick. When the store fails, the simulator is ahead of what is kept: whatever changes it, then and
 * from then on, is refused, and so is every request.
 */
export class Keeper {
  readonly #store: Store;
  readonly #settings: KeptSettings;
  /** Of the end of what is kept. */
  #position: number;
  /** How many commands are kept since the last whole state. */
  #count: number;
  /** Why nothing more may be answered; undefined while all is kept. */
  #failure: Refusal | undefined;

  /**
   * @param position of the last whole state
   * @param count how many commands are kept already since then
   */
  constructor(store: Store, settings: KeptSettings, position: number, count: number) {
    this.#store = store;
    this.#settings = settings;
    this.#position = position + count;
    this.#count = count;
  }

  /** Why nothing is answered any more; undefined while all is kept. */
  get failure(): string | undefined {
    return this.#failure?.message;
  }

  /** Answers a request, unless what it changes, or what was changed before, is not kept. */
  guard(answer: (request: ApiRequest) => ApiResponse, request: ApiRequest): ApiResponse {
    if (this.#failure !== undefined) return refused(this.#failure);
    try {
      const response = answer(request);
      return this.#failure === undefined ? response : refused(this.#failure);
    } catch (refusal) {
      if (refusal !== this.#failure || this.#failure === undefined) throw refusal;
      return refused(this.#failure);
    }
  }

  /**
   * @param state as it is after the command
   * @throws Refusal when it is not kept
   */
  record(command: Command, state: State): void {
    this.#attempt(() => this.#store.append(this.#position, [{ ...command, sequence: state.sequence }]));
    this.#position++;
    this.#count++;
    if (this.#count >= stateInterval(this.#store.mostCommands, state.size)) this.#replace(state);
  }

  /** Keeps a state that no command led to. @throws Refusal when it is not kept */
  replaceWith(state: State): void {
    this.#position++;
    this.#replace(state);
  }

  #replace(state: State): void {
    this.#count = 0;
    const kept = { settings: this.#settings, snapshot: takeSnapshot(state) };
    this.#attempt(() => this.#store.replace(this.#position, kept));
  }

  #attempt(write: () => boolean): void {
    if (this.#failure !== undefined) throw this.#failure;
    try {
      if (!write()) throw new Error('somebody else has written to it');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const message = `What changes this simulator can no longer be kept (${reason}), so it answers no more: make room, and start it again.`;
      this.#failure = new Refusal(503, 'backendError', message, { frontEndStatus: 'UNAVAILABLE' });
      throw this.#failure;
    }
  }
}
