import type { SharedStore } from '../stores/store.ts';
import { messageOf } from './flight.ts';
import { Job } from './job.ts';
import { SharedLog } from './shared-log.ts';
import type { Stage } from './stage.ts';

/** How many requests are tried at once: those that came meanwhile wait for the next turn. */
const MOST_AT_ONCE = 512;
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
 * Brings what is asked of a shared simulator into one order. What would change something is tried, written down behind what is known, and
 * takes place when it is there; where somebody else was first, it is tried anew. Meanwhile the next requests gather, and are written down together.
 */
export class Turns {
  readonly #stage: Stage;
  readonly #log: SharedLog;
  readonly #options: TurnsOptions;
  #writes: Job[] = [];
  #reads: Job[] = [];
  /** Reads that wait to hear how far the log goes. */
  #waiting: readonly Job[] = [];
  /** Those that are tried, and not answered. */
  #underWay: readonly Job[] = [];
  #writing: Promise<void> | undefined;
  #isReading = false;
  #isClosed = false;
  /** Why nothing goes on any more. */
  #end: string | undefined;

  /** @param position to which the simulator on the stage has come */
  constructor(stage: Stage, store: SharedStore, position: number, options: TurnsOptions) {
    this.#stage = stage;
    this.#options = options;
    this.#log = new SharedLog(stage, store, position, {
      onFailure: options.onFailure,
      onWaiting: (reason) => this.#giveUpOn(reason),
      onEnd: (error) => this.#stop(error),
    });
  }

  /** How many entries are applied here. */
  get position(): number {
    return this.#log.position;
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
    this.#log.stop();
    for (const job of [...this.#writes, ...this.#reads, ...this.#waiting]) job.refuse(STOPS);
    await this.#writing;
    await this.#log.close();
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
        await this.#log.awaitTurn();
        this.#underWay = this.#writes.splice(0, MOST_AT_ONCE).filter((job) => !job.isOver);
        const left = await this.#do(this.#underWay);
        // They are the first of those that go together next.
        this.#underWay = [];
        this.#writes.unshift(...left);
      }
    } catch (error) {
      this.#stop(error);
    } finally {
      this.#underWay = [];
      this.#writing = undefined;
    }
  }

  /** Tries what is asked, and has it written down. @returns what must be tried anew, for others were first */
  async #do(jobs: readonly Job[]): Promise<readonly Job[]> {
    if (this.#isClosed) {
      for (const job of jobs) job.refuse(STOPS);
      return [];
    }
    const after = this.position;
    const trial = this.#stage.try(jobs.map(({ work }) => work));
    if (trial.entries.length === 0) {
      await this.#log.passTurn();
      // What is refused may not be, as of what others have written down.
      if (jobs.length > 0) await this.#log.catchUp();
      if (this.position !== after) return jobs;
      trial.tell();
    } else {
      const state = await this.#log.append(trial);
      if (state === 'lost') return jobs;
      if (state === 'unknown') {
        for (const job of jobs)
          job.refuse(
            'So much was written down by others meanwhile that nobody knows whether this is done: look, and try again.',
          );
        return [];
      }
    }
    for (const [index, job] of jobs.entries()) {
      const outcome = trial.outcomes[index];
      if (outcome !== undefined) job.settle(outcome);
    }
    return [];
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
          const isCaughtUp = this.#log.catchUp();
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
    this.#log.stop();
    this.#end ??= this.#isClosed ? STOPS : why;
    if (!this.#isClosed) this.#options.onFailure(this.#end);
    for (const job of [...this.#writes, ...this.#reads, ...this.#waiting]) job.refuse(this.#end);
    for (const job of this.#underWay) job.refuse(`${this.#end} It is not known whether this is done.`);
    this.#writes = [];
    this.#reads = [];
  }
}
