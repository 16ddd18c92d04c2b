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
  /** What the simulator must have seen of it. Default: the life of a load balancer, the same for all. */
  readonly checks?: readonly CallCheck[];
  /** Collections of what stays when it has deleted all it can: what Google deletes for nobody. Default: none. */
  readonly leaves?: readonly string[];
  /** Checks of its calls, and of what it leaves of the machine, that this client cannot pass, by title, and why. Default: none. */
  readonly cannot?: Readonly<Record<string, string>>;
}

/** How a program finds a simulator: by what `gcepool sim env NAME` prints, or by `gcepool exec`, which asks nothing of it. */
export type Way =
  | {
      readonly env: 'gcloud' | 'go' | 'java' | 'node' | 'python' | 'terraform';
      /** Default: v1. */
      readonly apiVersion?: 'v1' | 'beta' | 'alpha';
    }
  | 'exec';

/** What is run. */
export interface Program {
  /** Of the client, not of the language. */
  readonly version: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly way: Way;
  /** What it needs of this machine beside `PATH` and `HOME`. Where the way is no `exec`, `GCE_ENDPOINT` is where the simulator is. */
  readonly env?: Readonly<Record<string, string>>;
  /** The client sends no token, as that way wants it, so that the simulator asks for none. Default: false. */
  readonly isWithoutToken?: true;
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
