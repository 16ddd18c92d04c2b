import type { Simulator } from '../simulator.ts';
import type { Caller } from './gate.ts';
import type { InstanceName, RunEnd } from './run.ts';
import { Random } from './seeded-random.ts';
import { VirtualTimers } from './virtual-timers.ts';

/** What a program that is explored is given. */
export interface ProgramContext {
  /** The simulator of this run, its `fetch` and `handle` as the program's own: what it calls by them counts, and may go wrong. */
  readonly gce: Simulator;
  /** The `fetch` of {@link gce}, for clients that take one. */
  readonly fetch: typeof globalThis.fetch;
  /** Which of the instances that run at the same time this is. */
  readonly instance: InstanceName;
  /** Which start of it, from 1 on: later ones follow a crash, or what `run.again()` asks for. */
  readonly start: number;
}

/** What is explored: any function whose calls reach the simulator that it is given, or Google's hosts. */
export type Program = (context: ProgramContext) => unknown;

/** One start of an instance of a program, until it ends or is killed. */
export class Life implements Caller {
  readonly instance: InstanceName;
  readonly start: number;
  /** How many calls of the run there had been. */
  readonly from: number;
  readonly timers: VirtualTimers;
  readonly random: Random;
  readonly now: () => number;
  /** Undefined while it lives. */
  end: RunEnd | undefined;

  constructor(caller: Caller, from: number, now: () => number, seed: string) {
    this.instance = caller.instance;
    this.start = caller.start;
    this.from = from;
    this.now = now;
    this.timers = new VirtualTimers(now);
    this.random = new Random(`${seed} ${caller.instance} ${caller.start}`);
  }

  get isOver(): boolean {
    return this.end !== undefined;
  }
}
