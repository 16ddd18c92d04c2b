import type { SharedEntry, SharedStore } from '../stores/store.ts';
import { CatchingUp } from './catching-up.ts';
import type { Flight } from './flight.ts';
import { certain, isFlying, messageOf } from './flight.ts';
import { Job } from './job.ts';
import type { Stage, Trial } from './stage.ts';
import { OtherRulesError } from './stage.ts';

/** How many requests are tried at once: those that came meanwhile wait for the next turn. */
const MOST_AT_ONCE = 512;
const MOST_COMMANDS = 10_000;
const STOPS = 'This server stops.';

export interface TurnsOptions {
  /** Whether reads are answered from what is known here, without asking whether there is more. */
  readonly areReadsLocal: boolean;
  /** How long whoever asks something is kept waiting while the store is out of reach, in milliseconds. */
  readonly patienceMs: number;
  /** Is told why the store is out of reach, or that nothing can go on; undefined when all is well again. */
  readonly onFailure: (message: string | undefined) => void;
}

/**
 * Brings what is asked of a shared simulator, and what others write down, into one order. What would change something is tried, written
 * down behind what is known, and takes place when it is there; where somebody else was first, that is applied, and it is tried anew.
 * Meanwhile the next requests gather, and are written down together.
 */
export class Turns {
  readonly #stage: Stage;
  readonly #store: SharedStore;
  readonly #options: TurnsOptions;
  readonly #catchingUp: CatchingUp = new CatchingUp(() => this.#catchUp());
  #position: number;
  #writes: Job[] = [];
  #reads: Job[] = [];
  /** Reads that wait to hear how far the log goes. */
  #waiting: readonly Job[] = [];
  /** Those that are tried, and not answered. */
  #underWay: readonly Job[] = [];
  #flight: Flight | undefined;
  #writing: Promise<void> | undefined;
  #isReading = false;
  #isClosed = false;
  /** Why nothing goes on any more. */
  #end: string | undefined;

  /** @param position to which the simulator on the stage has come */
  constructor(stage: Stage, store: SharedStore, position: number, options: TurnsOptions) {
    this.#stage = stage;
    this.#store = store;
    this.#position = position;
    this.#options = options;
    store.follow(() => this.#hearNews());
    // What was written down before it followed it is not told of; and a store may follow from the first question on.
    this.#hearNews();
  }

  /** How many entries are applied here. */
  get position(): number {
    return this.#position;
  }

  /** Does what may change something. It may be done several times, and takes place once. */
  write(work: () => unknown): Promise<unknown> {
    return this.#queued(work, (job) => {
      this.#writes.push(job);
      this.#writing ??= this.#writeAll();
    });
  }

  /** Does what is not expected to change anything; where it would, it takes its turn among those. */
  read(work: () => unknown): Promise<unknown> {
    return this.#queued(work, (job) => {
      this.#reads.push(job);
      void this.#readAll();
    });
  }

  /** Lets what was begun come to its end, and begins nothing else. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const job of [...this.#writes, ...this.#reads, ...this.#waiting]) job.refuse(STOPS);
    await this.#writing;
    await this.#store.close();
  }

  #queued(work: () => unknown, queue: (job: Job) => void): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const job = new Job(work, resolve, reject);
      const why = this.#end ?? (this.#isClosed ? STOPS : undefined);
      if (why === undefined) queue(job);
      else job.refuse(why);
    });
  }

  async #writeAll(): Promise<void> {
    // Those that come at the same time go together.
    await Promise.resolve();
    try {
      while (this.#writes.length > 0) {
        this.#underWay = this.#writes.splice(0, MOST_AT_ONCE).filter((job) => !job.isOver);
        await this.#takeTurn(this.#underWay);
      }
    } catch (error) {
      this.#stop(error);
    } finally {
      this.#underWay = [];
      this.#writing = undefined;
    }
  }

  /** Tries until it is written down, or there is nothing to write down. */
  async #takeTurn(jobs: readonly Job[]): Promise<void> {
    for (;;) {
      if (this.#isClosed) {
        for (const job of jobs) job.refuse(STOPS);
        return;
      }
      const after = this.#position;
      const trial = this.#stage.try(jobs.map(({ work }) => work));
      if (trial.entries.length === 0) {
        // What is refused may not be, as of what others have written down.
        await this.#catchingUp.begun();
        if (this.#position !== after) continue;
        trial.tell();
      } else {
        const state = await this.#fly(after, trial);
        if (state === 'lost') continue;
        if (state === 'unknown') {
          for (const job of jobs)
            job.refuse(
              'So much was written down by others meanwhile that nobody knows whether this is done: look, and try again.',
            );
          return;
        }
      }
      for (const [index, job] of jobs.entries()) {
        const outcome = trial.outcomes[index];
        if (outcome !== undefined) job.settle(outcome);
      }
      return;
    }
  }

  /** Brings what was tried to the store, and finds out what became of it. */
  async #fly(after: number, trial: Trial): Promise<Flight['state']> {
    const batch = crypto.randomUUID();
    const entries = trial.entries.map((entry, index): SharedEntry => (index === 0 ? { ...entry, batch } : entry));
    const flight: Flight = { after, batch, trial, state: 'flying' };
    this.#flight = flight;
    await this.#insist(async () => {
      if (flight.state !== 'flying') return;
      // The same, behind the same position: whether or not it came through before, it is there once.
      const isAppended = await this.#store.append(after, entries);
      // Others may have told of it sooner.
      if (flight.state !== 'flying') return;
      if (isAppended) this.#land(flight);
      else await this.#catchingUp.begun();
      if (isFlying(flight)) throw new Error('it says that its log goes on, and does not show it');
    });
    this.#flight = undefined;
    return flight.state;
  }

  #land(flight: Flight): void {
    certain(() => this.#stage.adopt(flight.trial));
    flight.state = 'landed';
    const before = this.#position;
    this.#position += flight.trial.entries.length;
    const most = this.#store.mostCommands ?? MOST_COMMANDS;
    // One of all who share it crosses a line, and writes down the whole state.
    if (Math.floor(this.#position / most) > Math.floor(before / most)) void this.#writeState();
  }

  async #writeState(): Promise<void> {
    const position = this.#position;
    const state = this.#stage.state();
    // Without it the log is longer until the next line, and nothing is lost.
    await this.#store.replace(position, state).catch(() => undefined);
  }

  async #readAll(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    await Promise.resolve();
    try {
      while (this.#reads.length > 0) {
        const waiting = this.#reads;
        if (this.#options.areReadsLocal) this.#reads = [];
        else {
          // Those that come before it has begun are among them.
          const isCaughtUp = this.#catchingUp.begun();
          this.#reads = [];
          this.#waiting = waiting;
          await isCaughtUp;
          this.#waiting = [];
        }
        for (const job of waiting) this.#read(job);
      }
    } catch (error) {
      this.#stop(error);
    } finally {
      this.#isReading = false;
    }
  }

  #read(job: Job): void {
    if (job.isOver) return;
    const outcome = this.#stage.read(job.work);
    if (outcome !== undefined) {
      job.settle(outcome);
      return;
    }
    this.#writes.push(job);
    this.#writing ??= this.#writeAll();
  }

  #hearNews(): void {
    if (this.#isClosed || this.#end !== undefined) return;
    this.#catchingUp.begun().catch((error: unknown) => this.#stop(error));
  }

  /** Applies what is behind what is known. */
  async #catchUp(): Promise<void> {
    await this.#insist(async () => {
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
  }

  /** What is behind what is known is known no more to anybody: it goes to a later state. */
  async #loadAnew(): Promise<void> {
    const kept = await this.#store.load();
    if (kept === undefined) throw new OtherRulesError('what was kept is there no more');
    if (this.#flight?.state === 'flying') this.#flight.state = 'unknown';
    certain(() => this.#stage.load(kept));
    this.#position = kept.position + kept.entries.length;
  }

  /** Does something with the store until it succeeds. @throws what will never succeed */
  async #insist(attempt: () => Promise<void>): Promise<void> {
    for (let failures = 1; ; failures++) {
      try {
        await attempt();
        if (this.#end === undefined) this.#options.onFailure(undefined);
        return;
      } catch (error) {
        if (this.#isClosed || error instanceof OtherRulesError || this.#store.isFinal(error)) throw error;
        this.#options.onFailure(messageOf(error));
        this.#giveUpOn(messageOf(error));
        await this.#store.pause(failures);
      }
    }
  }

  /** Tells those who have waited too long. */
  #giveUpOn(reason: string): void {
    const isTooLong = (job: Job): boolean => job.waited > this.#options.patienceMs;
    for (const job of [...this.#writes, ...this.#reads, ...this.#waiting].filter(isTooLong)) {
      job.refuse(`The place where this cloud is kept is out of reach (${reason}), and nothing was done: try again.`);
    }
    for (const job of this.#underWay.filter(isTooLong)) {
      job.refuse(
        `The place where this cloud is kept went out of reach (${reason}), and it is not known whether this is done: look, and try again.`,
      );
    }
  }

  /** Nothing goes on after what will never succeed. */
  #stop(error: unknown): void {
    const why = `This server can no longer follow the cloud that it shares (${messageOf(error)}), so it answers no more.`;
    this.#end ??= this.#isClosed ? STOPS : why;
    if (!this.#isClosed) this.#options.onFailure(this.#end);
    for (const job of [...this.#writes, ...this.#reads, ...this.#waiting]) job.refuse(this.#end);
    for (const job of this.#underWay) job.refuse(`${this.#end} It is not known whether this is done.`);
    this.#writes = [];
    this.#reads = [];
  }
}
