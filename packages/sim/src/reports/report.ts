import type { Snapshot } from '../kernel/snapshot.ts';
import type { Command, RequestCommand } from '../simulation/simulation.ts';
import type { KeptSettings } from '../stores/store.ts';
import type { AnsweredInstead } from '../traffic/logged-call.ts';
import type { FaultKind } from '../traffic/fault.ts';

/** A request, and how it was answered. */
export interface ReportedCall {
  /** Its sequence in the log; absent of a request that the log did not have, though it changed something. */
  readonly call?: number;
  /** Such as `instances.insert`. */
  readonly api?: string;
  /** HTTP status of the answer, 0 where none arrived; absent where it is known only that it was accepted. */
  readonly status?: number;
  /** Why it was refused, in GCE's word. */
  readonly reason?: string;
  /** What went wrong with it on demand. */
  readonly fault?: FaultKind;
  /** Who answered in the place of the service as it was. */
  readonly instead?: AnsweredInstead;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly user?: string;
    readonly token?: true;
    readonly body?: unknown;
  };
  /** Of one that changed something: when, and what was decided about its operation. */
  readonly effect?: Pick<RequestCommand, 'named' | 'now' | 'operation'>;
  /** What it was told when it was refused. */
  readonly message?: string;
  /** Which of {@link Report.shapes} its answer has. */
  readonly shape?: number;
}

/** What changed the state and was no request. */
export interface ReportedChange {
  readonly change: Exclude<Command, RequestCommand>;
}

export type ReportedStep = ReportedCall | ReportedChange;

/**
 * What a simulator was asked and what it answered, with stand-ins in the place of names and secrets, so that whoever has it can do the same
 * again. It is JSON.
 */
export interface Report {
  readonly format: 'gcepool-report';
  readonly version: 1;
  /** What it was made by, and on what. */
  readonly made: { readonly by: string; readonly revision: string; readonly node?: string; readonly platform?: string };
  /** The options of the simulator that decide what requests do, and how its time passes. */
  readonly options: KeptSettings;
  readonly clock: 'instant' | 'manual' | 'real';
  /** The state in which the first step was done. */
  readonly start: Snapshot;
  /** Oldest first. */
  readonly steps: readonly ReportedStep[];
  /** How many calls came before those that there are: what they sent is not kept any more. */
  readonly left: number;
  /** Forms of answers, each as the paths and types of its fields. */
  readonly shapes: readonly string[];
  /** What there is in the end. */
  readonly end: { readonly resources: readonly string[] };
  /** What came of playing it, at once, with the stand-ins: undefined where all was as it had been. */
  readonly differs?: ReportDifference;
}

/** The first call that is answered otherwise. */
export interface ReportDifference {
  /** Which of the steps, from 1 on; absent for what there is in the end. */
  readonly step?: number;
  readonly call?: number;
  readonly request?: string;
  /** What was answered then, and what is now. */
  readonly was: string;
  readonly is: string;
}
