import type { CallRecord } from '@gcepool/sim';

/** A program in some language that takes a load balancer through its whole life with a client of Google's. */
export interface Client {
  /** What `npm run clients -- NAME` selects. */
  readonly name: string;
  /** The client's own name, as its users know it. */
  readonly title: string;
  /**
   * Makes it ready to run, at the pinned versions: installs, compiles.
   *
   * @throws Skip where this machine lacks what it needs
   */
  readonly prepare: () => Promise<Program>;
  /** Checks of its calls that this client cannot pass, by title, and why. Default: none. */
  readonly cannot?: Readonly<Record<string, string>>;
}

/** What is run, for a simulator at `endpoint`, such as `http://127.0.0.1:4080`. */
export interface Program {
  /** Of the client, not of the language. */
  readonly version: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Beside `GCE_ENDPOINT`, the endpoint, and `GCE_METADATA_HOST`. Default: nothing. */
  readonly env?: (endpoint: string) => Readonly<Record<string, string>>;
}

/** Why a client is not run on this machine. */
export class Skip extends Error {}

/** One line of a client's report: a step of its program, or a check of its calls. */
export interface Step {
  readonly title: string;
  readonly passed: boolean;
  /** Empty where there is nothing to say. */
  readonly detail: string;
}

/** A check of the calls that the simulator has seen from a client. */
export interface CallCheck {
  /** What it must have seen. */
  readonly title: string;
  readonly isSeenIn: (calls: readonly CallRecord[]) => boolean;
}
