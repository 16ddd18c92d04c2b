import type { WorldOptions } from '../environment/world-options.ts';
import type { Snapshot } from '../kernel/snapshot.ts';
import type { IamOptions } from '../iam/iam-options.ts';
import type { ClockMode } from '../simulation/clock.ts';
import type { Store } from '../stores/store.ts';
import type { TrafficOptions } from '../traffic/traffic-options.ts';

/**
 * Options of `createSimulator`. Each has a rule in `option-rules.ts`, from which follow the checks, the flags of
 * `gcepool sim` and what a store keeps.
 */
export interface SimulatorOptions extends WorldOptions, TrafficOptions {
  /** Ids, fingerprints and operation names follow from it. Default: `gcepool`. */
  readonly seed?: string;
  /** Default: `instant`. */
  readonly clock?: ClockMode;
  /**
   * Virtual time at the start: RFC 3339 or milliseconds since the epoch. Default: 2026-01-05T08:00:00-08:00, so that tests are
   * the same every day; with the real clock, and in `gcepool sim`, the machine's time.
   */
  readonly startTime?: string | number;
  /** How long operations run, in milliseconds of virtual time. Default: 1000; 0 with the real clock. */
  readonly operationLatencyMs?: number;
  /** `required` answers 401 to a request without a token. Default: `none`. */
  readonly auth?: 'none' | 'required';
  /**
   * Who may do what, enforced: who shows which token, and who has which roles. A call without a permission that it takes is refused with
   * 403, and one whose token is of nobody with 401. `'enforced'` names nobody: {@link Simulator.iam} does, later. Default: everybody may do
   * everything.
   */
  readonly iam?: 'enforced' | IamOptions;
  /**
   * What Compute looks past is refused: fields, values of enumerations and parameters that it does not know. Default: false,
   * and it is told, in the header `x-gcepool-ignored`, in `calls.list()` and by `calls.lint()`.
   */
  readonly strict?: boolean;
  /** `unchecked` accepts links to resources that do not exist, for tests of one collection alone. Default: `checked`. */
  readonly references?: 'checked' | 'unchecked';
  /**
   * `refused` answers 501 to what neither a recording nor a text shows: to methods whose evidence in `coverage()` is
   * `assumed`, and to mutations whose evidence is `generic`. Default: `simulated`.
   */
  readonly unproven?: 'simulated' | 'refused';
  /**
   * Path of the instance of which the metadata server is, for programs that run on it. While there is none it makes one up.
   * Default: `projects/gcepool-sim/zones/us-central1-a/instances/gcepool-sim`.
   */
  readonly asInstance?: string;
  /** What {@link Simulator.snapshot} gave, to go on from there. */
  readonly snapshot?: Snapshot;
  /**
   * Where what changes the state is kept, before a request is answered; what it holds is gone on from, in place of
   * {@link snapshot}. Default: nowhere. `@gcepool/sim/persistence` has one that is a file.
   */
  readonly store?: Store;
}
