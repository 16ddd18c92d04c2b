import type { Clock } from './simulation/clock.ts';
import type { Snapshot } from './kernel/snapshot.ts';
import type { ApiRequest } from './api/request.ts';
import type { ApiResponse } from './api/response.ts';
import type { Command } from './simulation/simulation.ts';
import type { Position } from './simulation/position.ts';
import type { Calls } from './traffic/calls.ts';
import type { Exchanges } from './traffic/exchanges.ts';
import type { Faults } from './traffic/faults.ts';
import type { OperationLatency } from './traffic/operation-latency.ts';
import type { RateLimits } from './traffic/rate-limits.ts';
import type { Staleness } from './traffic/staleness.ts';
import type { JsonObject } from './kernel/json.ts';
import type { Iam } from './iam/iam.ts';
import type { Report } from './reports/report.ts';
import type { World } from './environment/world.ts';

/** A Compute Engine of one's own. */
export interface Simulator extends World {
  /** Answers a request to the Compute API or the metadata server. Bound, so it can be passed as any client's `fetch`. */
  readonly fetch: (input: Request | URL | string, init?: RequestInit) => Promise<Response>;
  /** Answers a request to the Compute API, Resource Manager or Service Usage, at once. Never throws, whatever it is given. */
  handle(request: ApiRequest): ApiResponse;
  /**
   * What {@link Simulator.handle} would answer to a read of the Compute API now, at what the state is: with no fault or lag in the
   * way, nothing is logged, and neither time passes nor is anything done that was running, but with the real clock. Never throws.
   */
  peek(request: ApiRequest): ApiResponse;
  /** How far it has come: whoever looks on asks this to learn whether anything happened. */
  position(): Position;
  /** Why it answers no more: what changes it can no longer be kept in its store. Undefined while all is well. */
  readonly failure: string | undefined;
  /** Forgets everything: the simulator is as it was created. */
  reset(): void;
  /**
   * Forgets everything of a project, and of nothing else: it is as it was when the simulator was created. Time goes on, and
   * ids and names of operations are not given out again. What was called stays in the log.
   *
   * @param project its id, or its number
   * @throws TypeError for what is no id, and while a resource of another project uses one that would be gone
   */
  resetProject(project: string): void;
  /** What the metadata server says, as `?recursive=true` shows it: of the instance that the option `asInstance` names. */
  instanceMetadata(): JsonObject;
  readonly clock: Clock;
  /** Who may do what, where the option `iam` has it enforced. */
  readonly iam: Iam;
  /** What goes wrong between clients and this simulator, on demand. */
  readonly faults: Faults;
  /** How long operations run, by method. */
  readonly latency: OperationLatency;
  /** How many requests are answered a minute. */
  readonly rateLimits: RateLimits;
  /** How far reads are behind the writes. */
  readonly staleness: Staleness;
  /** What was called, and what is to be said about it. */
  readonly calls: Calls;
  /** What was sent and answered word for word, while somebody wants it kept. */
  readonly exchanges: Exchanges;
  /** A simulator in the same state, in constant time; from here on neither sees what happens to the other. */
  fork(): Simulator;
  /** What has changed the state, oldest first: accepted requests and the passing of time. Bounded to the latest. */
  readonly journal: readonly Command[];
  /** The state that the journal leads to when it is applied anew; always equal to {@link Simulator.snapshot}. */
  replayed(): Snapshot;
  /**
   * What was asked and answered since the journal begins, as a document for a report of a bug: with stand-ins in the place of every name and
   * secret, the same for the same, so that `replayReport` and `gcepool replay` can do it again. It takes about as long as all that took.
   */
  report(): Report;
  /** All that the simulator remembers, as JSON of a versioned form. */
  snapshot(): Snapshot;
  /**
   * Goes back to a snapshot, of this simulator or another; the journal begins anew.
   *
   * @throws TypeError if it is no snapshot
   */
  restore(snapshot: Snapshot): void;
}
