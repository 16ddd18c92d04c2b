import type { BackendService } from '@gcepool/api';
import type { Balancing } from './balancing-mode.ts';
import type { Backoff } from './calls/backoff.ts';
import type { CallerOptions } from './calls/caller.ts';
import type { Clock } from './clock.ts';
import type { BackendServices, Cloud, Firewalls, Regions } from './cloud.ts';
import type { PoolEvent } from './event.ts';
import type { HealthChecker } from './health-checker.ts';
import type { Namer } from './namer.ts';
import type { NodePool } from './node-pool.ts';
import type { Adoption } from './ownership.ts';
import type { RemovalCap } from './removal-cap.ts';
import type { Snapshotter } from './snapshotter.ts';
import type { HealthCheckPolicy } from './wanted.ts';
import type { ZoneLister } from './zone-lister.ts';

/** What a backend pool is made of. */
export interface BackendPoolOptions {
  readonly cloud: BackendServices & Partial<Regions> & Partial<Firewalls>;
  readonly healthChecker: HealthChecker;
  readonly nodePool: NodePool;
  readonly namer: Namer;
  /** Ports that `gc`, `reconcile` and `shutdown` leave alone; none by default. */
  readonly ignorePorts?: readonly (string | number)[] | undefined;
  /** `gc` and `shutdown` also collect what is found in the cloud, not only what this pool has touched; `false` by default. */
  readonly resyncWithCloud?: boolean | undefined;
  /** Also look into all regions, where ports with a regional `scope` are or have been; by default only while there are some. */
  readonly regions?: boolean | undefined;
  /**
   * Time and chance. With a clock that can `sleep`, calls are paced and failures that pass by themselves are outlasted; with
   * none at all, every call is made once.
   */
  readonly clock?: Clock | undefined;
  /** Remembers the ports that were touched; in memory by default. */
  readonly snapshotter?: Snapshotter<BackendService | undefined> | undefined;
  /** Settings of new backends, in order of preference; RATE at 1 per instance, then UTILIZATION, by default. */
  readonly balancing?: readonly Balancing[] | undefined;
  /**
   * What to do with resources that bear a name of the pool and no mark, such as those made in 2017: take them (`by-name`, the
   * default) and mark them, or leave them and report the port (`never`). What is marked for another cluster is never taken.
   */
  readonly adopt?: Adoption | undefined;
  /** What becomes of health-check settings that differ from what the pool computes; `adopt` (kept) by default. */
  readonly healthChecks?: HealthCheckPolicy | undefined;
  /** Whether the groups stop naming the ports that go; `keep` (they do not) by default. */
  readonly namedPorts?: 'keep' | 'prune' | undefined;
  /**
   * How much one `gc` or `reconcile` may remove without `force`; by default ten ports, and beyond that no more than half of
   * those there are. `false` for no limit.
   */
  readonly removalCap?: RemovalCap | false | undefined;
  /** A port must have been unwanted for so long before `gc` or `reconcile` removes it, in milliseconds; 0 by default. Needs a clock. */
  readonly graceMs?: number | undefined;
  /**
   * A zone must have been without nodes for so long before `reconcile` takes its group away, in milliseconds; by default that
   * never happens. Needs a clock.
   */
  readonly retireZonesAfterMs?: number | undefined;
  /** What was read is trusted for so long, in milliseconds: with nothing to do, no call is made. 0 (never) by default. Needs a clock. */
  readonly trustMs?: number | undefined;
  /** Changes under way at the same time; 50 by default. */
  readonly concurrency?: number | undefined;
  /** How failed calls are repeated. */
  readonly backoff?: Backoff | undefined;
  /** Calls a second for each group of methods; 20 each by default. */
  readonly rates?: CallerOptions['rates'];
  /** Asked before every attempt at a change, such as of a leader election: `false`, and it is not made. */
  readonly mayWrite?: CallerOptions['mayWrite'];
  /** Aborts calls and pauses. What was begun may have been done; the next run finds out. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Ends work gracefully: steps under way finish, no other is begun, and no failed call is repeated. What is left is
   * `skipped`, with a `StoppedError` as its cause, for the next run.
   */
  readonly stop?: AbortSignal | undefined;
  /** Called with everything worth a line in a log. Must not throw. */
  readonly onEvent?: ((event: PoolEvent) => void) | undefined;
}

/** The same over a whole cloud, whose health checks and instance groups are used where no others are given. */
export interface CloudBackendPoolOptions extends Omit<BackendPoolOptions, 'cloud' | 'healthChecker' | 'nodePool'> {
  readonly cloud: Cloud;
  /** A {@link NodePortHealthChecker} by default. */
  readonly healthChecker?: HealthChecker | undefined;
  /** An {@link InstanceGroupPool} over `zones` by default. */
  readonly nodePool?: NodePool | undefined;
  /**
   * Zones that get an instance group. By default every zone of the cloud, which for a whole project are far more than a
   * cluster has nodes in: name them where you know them. Without effect where a `nodePool` is given.
   */
  readonly zones?: ZoneLister | readonly string[] | undefined;
}
