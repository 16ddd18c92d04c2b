import type { Simulator } from '../simulator.ts';
import type { Schedule } from './incident.ts';

/** One of the instances of a program that run at the same time. */
export type InstanceName = 'A' | 'B';

/** One call of a run, and what became of it. */
export interface RunCall {
  /** From 1 on, over all instances and starts. */
  readonly number: number;
  readonly instance: InstanceName;
  /** Which start of that instance it belongs to, from 1 on. */
  readonly start: number;
  /** Such as `disks.insert`; `unknown` for a URL of no method. */
  readonly method: string;
  /** Of the resource or the collection it is about. */
  readonly path: string;
  readonly isMutation: boolean;
  /** HTTP status of the answer; 0 if none arrived. */
  readonly status: number;
  /** Why it was refused, in GCE's word. */
  readonly reason?: string;
  /** Of an operation that was answered: how far it is. */
  readonly operation?: 'PENDING' | 'RUNNING' | 'DONE' | 'FAILED';
  /** The name of that operation. */
  readonly operationName?: string;
  /** With which code the operation failed. */
  readonly operationError?: string;
  /** The kind of fault that it met. */
  readonly kind?: string;
  /** Whether that kept it from changing anything. */
  readonly isUndone?: true;
}

/** How an instance ended. */
export type RunEnd =
  | { readonly kind: 'returned' }
  | { readonly kind: 'threw'; readonly error: unknown }
  /** It was killed before a call, as its schedule says. */
  | { readonly kind: 'crashed' }
  /** It did not end by itself. */
  | { readonly kind: 'cutOff'; readonly why: string };

/** One start of an instance, to its end. */
export interface RunStart {
  readonly instance: InstanceName;
  readonly start: number;
  /** How many calls of the run there had been when it began, and when it ended. */
  readonly from: number;
  readonly to: number;
  readonly end: RunEnd;
}

/** What a program did under one schedule. */
export interface Run {
  readonly schedule: Schedule;
  readonly calls: readonly RunCall[];
  /** Every start of every instance, in the order in which they ended. */
  readonly starts: readonly RunStart[];
  /** How each instance ended in its last start; one of one instance. */
  readonly ends: readonly RunEnd[];
  /** The simulator as the run left it, when all operations had ended that do. */
  readonly gce: Simulator;
  /** The simulator as it was before. */
  readonly before: Simulator;
  /** The run without a fault; of that run, itself. */
  readonly faultless: Run;
  /** Runs one instance again on what this run left, with no fault: each time the same run. */
  again(): Promise<Run>;
}

/**
 * What must hold after every run, whatever went wrong in it: a function that throws where it does not. Its name is told with what
 * it throws.
 */
export type Invariant = (gce: Simulator, run: Run) => void | Promise<void>;
