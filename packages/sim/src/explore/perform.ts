import type { Simulator } from '../simulator.ts';
import type { FaultKindOfRun } from './fault-kinds.ts';
import type { Schedule } from './incident.ts';
import type { InstanceName, RunCall, RunEnd, RunStart } from './run.ts';

/** What is to be run, and on what. */
export interface Part {
  /** A simulator of the run's own. */
  readonly gce: Simulator;
  readonly schedule: Schedule;
  readonly kinds: ReadonlyMap<string, FaultKindOfRun>;
  readonly instances: readonly InstanceName[];
  /** Counts the starts of earlier runs on the same state: the next start is one more. */
  readonly startsBefore: number;
  readonly mostCalls: number;
}

/** What became of it. */
export interface Performance {
  readonly calls: readonly RunCall[];
  readonly starts: readonly RunStart[];
  readonly ends: readonly RunEnd[];
}

/** Runs a program, however it is run: as a function in this process, or as a process of its own. */
export type Perform = (part: Part) => Promise<Performance>;
