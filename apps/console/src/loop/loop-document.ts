/** What a command that keeps reconciling says of its loop at `/_loop`. Times are in milliseconds since the epoch. */
export interface LoopDocument {
  /** `run` or `controller`. */
  readonly command: string;
  readonly version: string;
  /** Uid of the cluster; empty where it has none. */
  readonly cluster: string;
  /** The cloud in words. */
  readonly cloud: string;
  /** When it runs, such as `every 60 s`. */
  readonly occasions: readonly string[];
  /** The time there. */
  readonly now: number;
  readonly state: 'waiting' | 'running' | 'backingOff' | 'standingBy' | 'stopped';
  /** Whether this process is the one that writes. */
  readonly isLeader: boolean;
  /** Runs that have begun. */
  readonly begun: number;
  /** Runs that have failed since the last one that did not. */
  readonly failures: number;
  readonly lastSuccessAt?: number;
  readonly lastFailureAt?: number;
  /** When the next run begins unless something asks for one before; absent while one is under way, and where none is due. */
  readonly nextRunAt?: number;
  /** What the cluster wants served, as the last run found it. */
  readonly ports: readonly LoopPort[];
  /** What the cluster has that cannot be used, and what else went wrong in the last run, a sentence each. */
  readonly problems: readonly string[];
  /** What of the cluster was not taken as it stands, a line each. */
  readonly remarks: readonly string[];
  /** The last runs, newest first; of long ago those that did something. */
  readonly runs: readonly LoopRun[];
}

/** A port that is to be served. */
export interface LoopPort {
  readonly nodePort: number;
  /** `shop/cart:http`; a dash where nothing says so. */
  readonly label: string;
  /** As the last run that has ended left it: `unknown` before, and where that did not come as far as a plan. */
  readonly state: 'as desired' | 'not as desired' | 'unknown';
  /** Why it is not as desired. */
  readonly why?: string;
  /** Members of its groups that are healthy, of all; absent where nobody has looked. */
  readonly health?: { readonly healthy: number; readonly total: number };
}

/** A run in short. */
export interface LoopRun {
  /** From 1 on. */
  readonly number: number;
  readonly startedAt: number;
  /** Absent while it is under way. */
  readonly tookMs?: number;
  readonly result: 'running' | 'succeeded' | 'failed' | 'cut short';
  /** What asked for it; none where it was simply due. */
  readonly reasons: readonly string[];
  /** `5 of 7 changes made, 1 in use`. */
  readonly sum: string;
  readonly changes: number;
  /** Resources that somebody else had changed. */
  readonly drifts: number;
  readonly apiCalls: number;
  /** Calls made again after a failure that passes. */
  readonly retries: number;
  readonly error?: string;
}

/** All of a run, at `/_loop/runs/NUMBER`. */
export interface LoopRunDocument extends LoopRun {
  readonly steps: readonly LoopStep[];
  /** Steps of which nothing more is kept than that there were so many. */
  readonly otherSteps: number;
  /** What was found to be not as desired, and why. */
  readonly drift: readonly { readonly resource: string; readonly reason: string }[];
  /** What was left as it is, and why, a sentence each. */
  readonly notices: readonly string[];
}

/** A step and what became of it. */
export interface LoopStep {
  readonly verb: string;
  readonly resource: string;
  readonly reason: string;
  readonly outcome: string;
  /** Why it came to nothing. */
  readonly error?: string;
  readonly fields: readonly { readonly field: string; readonly before?: string; readonly after?: string }[];
}
