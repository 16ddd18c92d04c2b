import { stateInterval } from '../stores/state-interval.ts';
import type { SharedEntry, SharedStore } from '../stores/store.ts';
import { CatchingUp } from './catching-up.ts';
import type { Flight } from './flight.ts';
import { certain, isFlying } from './flight.ts';
import type { Stage, Trial } from './stage.ts';
import { OtherRulesError } from './stage.ts';
import type { AttemptsOptions } from './store-attempts.ts';
import { StoreAttempts } from './store-attempts.ts';

/** For how many of its own appends it waits its turn after it has last met others. */
const WARY = 32;
/** A log that goes on and does not show how is damaged: so often it is asked. */
const MOST_RIDDLES = 20;

export interface SharedLogOptions extends AttemptsOptions {
  /** Is told what ends it, where nobody waits for what it does. */
  readonly onEnd: (error: unknown) => void;
}

/**
 * Keeps what is on a stage in step with a log that several processes write: what others have written is applied, and what was tried here
 * is written behind it, where nobody else was first.
 */
export class SharedLog {
  readonly #stage: Stage;
  readonly #store: SharedStore;
  readonly #attempts: StoreAttempts;
  readonly #onEnd: SharedLogOptions['onEnd'];
  readonly #catchingUp: CatchingUp = new CatchingUp(() => this.#catchUp());
  #position: number;
  #flight: Flight | undefined;
  /** How many of the next appends wait their turn: others are at work. */
  #wary = 0;
  #isTurnAwaited = false;

  /** @param position to which the simulator on the stage has come */
  constructor(stage: Stage, store: SharedStore, position: number, options: SharedLogOptions) {
    this.#stage = stage;
    this.#store = store;
    this.#position = position;
    this.#attempts = new StoreAttempts(store, options);
    this.#onEnd = options.onEnd;
    store.follow(() => this.#hearNews());
    // What was written down before it followed it is not told of; and a store may follow from the first question on.
    this.#hearNews();
  }

  /** How many entries are applied here. */
  get position(): number {
    return this.#position;
  }

  /** Resolves when all is applied here that was written down before this was called. @throws what will never succeed */
  catchUp(): Promise<void> {
    return this.#catchingUp.begun();
  }

  /**
   * Resolves when it makes sense to try something. Where others write at the same time, that is when it is this one's turn: who tries sooner
   * loses the race, and has worked in vain. Nothing depends on it but speed: what comes of it the append says.
   *
   * @throws what will never succeed
   */
  async awaitTurn(): Promise<void> {
    if (this.#wary === 0 || this.#attempts.isEnded || this.#store.awaitTurn === undefined) return;
    this.#wary--;
    this.#isTurnAwaited = true;
    const from = this.#position;
    try {
      const found = await this.#store.awaitTurn(from);
      if (found === undefined) await this.catchUp();
      else this.#apply(found.slice(this.#position - from));
    } catch (error) {
      if (this.#attempts.isFinal(error)) throw error;
      this.#hearNews();
    } finally {
      this.#isTurnAwaited = false;
    }
  }

  /** Lets others have their turn: there is nothing to write down. */
  async passTurn(): Promise<void> {
    await this.#store.passTurn?.().catch(() => undefined);
  }

  /** Brings what was tried on the stage, as it is now, to the store, and finds out what became of it. @throws what will never succeed */
  async append(trial: Trial): Promise<Exclude<Flight['state'], 'flying'>> {
    const after = this.#position;
    const batch = crypto.randomUUID();
    const entries = trial.entries.map((entry, index): SharedEntry => (index === 0 ? { ...entry, batch } : entry));
    const flight: Flight = { after, batch, trial, state: 'flying' };
    this.#flight = flight;
    let riddles = 0;
    await this.#attempts.insist(async () => {
      if (flight.state !== 'flying') return;
      // The same, behind the same position: whether or not it came through before, it is there once.
      const isAppended = await this.#store.append(after, entries);
      // Others may have told of it sooner.
      if (flight.state !== 'flying') return;
      if (isAppended) this.#land(flight);
      else await this.catchUp();
      if (!isFlying(flight)) return;
      const riddle = 'it says that its log goes on, and does not show it';
      if (++riddles === MOST_RIDDLES) throw new OtherRulesError(riddle);
      throw new Error(riddle);
    });
    this.#flight = undefined;
    const { state } = flight;
    if (state === 'flying') throw new Error('an append ends when it is known what became of it');
    if (state === 'lost') this.#wary = WARY;
    return state;
  }

  /** Tries nothing again from now on. */
  stop(): void {
    this.#attempts.stop();
  }

  /** Lets go of the store. */
  async close(): Promise<void> {
    this.#attempts.stop();
    await this.#store.close();
  }

  #land(flight: Flight): void {
    certain(() => this.#stage.adopt(flight.trial));
    flight.state = 'landed';
    const before = this.#position;
    this.#position += flight.trial.entries.length;
    const interval = stateInterval(this.#store.mostCommands, this.#stage.resources);
    // One of all who share it crosses a line, and writes down the whole state.
    if (Math.floor(this.#position / interval) > Math.floor(before / interval)) void this.#writeState();
  }

  async #writeState(): Promise<void> {
    const position = this.#position;
    const state = this.#stage.state();
    // Without it the log is longer until the next line, and nothing is lost.
    await this.#store.replace(position, state).catch(() => undefined);
  }

  #hearNews(): void {
    // Whose turn comes is told what is new.
    if (this.#attempts.isEnded || this.#isTurnAwaited) return;
    this.catchUp().catch((error: unknown) => this.#onEnd(error));
  }

  /** Applies what is behind what is known. */
  async #catchUp(): Promise<void> {
    await this.#attempts.insist(async () => {
      const from = this.#position;
      const found = await this.#store.since(from);
      if (found === undefined) await this.#loadAnew();
      // What was appended here meanwhile has taken place.
      else this.#apply(found.slice(this.#position - from));
    });
  }

  #apply(entries: readonly SharedEntry[]): void {
    const [first] = entries;
    if (first === undefined) return;
    const flight = this.#flight;
    if (flight?.state === 'flying' && flight.after === this.#position) {
      if (first.batch === flight.batch) {
        this.#land(flight);
        this.#apply(entries.slice(flight.trial.entries.length));
        return;
      }
      flight.state = 'lost';
    }
    certain(() => this.#stage.apply(entries));
    this.#position += entries.length;
    if (this.#wary > 0) this.#wary = WARY;
  }

  /** What is behind what is known is known no more to anybody: it goes to a later state. */
  async #loadAnew(): Promise<void> {
    const kept = await this.#store.load();
    if (kept === undefined) throw new OtherRulesError('what was kept is there no more');
    if (this.#flight?.state === 'flying') this.#flight.state = 'unknown';
    certain(() => this.#stage.load(kept));
    this.#position = kept.position + kept.entries.length;
  }
}
