import type { Caller, CallerOptions } from './calls/caller.ts';
import type { Clock } from './calls/clock.ts';
import type { BackendServices, Cloud, Firewalls, Regions } from './cloud/cloud.ts';
import type { ExecutionOptions } from './execute/execute-pool-plan.ts';
import type { HealthChecker } from './health/health-checker.ts';
import type { NodePool } from './nodes/node-pool.ts';
import type { HealthWait } from './nodes/release-when-healthy.ts';
import type { ZoneLister } from './nodes/zone-lister.ts';
import type { ObserverOptions } from './observe/observer.ts';
import type { TrialOptions } from './trials/trials.ts';
import type { PlannerOptions } from './plan/planner-options.ts';
import type { PoolEvent } from './pool-event.ts';
import type { Snapshotter } from './snapshotter.ts';

/** What a backend pool is made of. */
export interface BackendPoolOptions
  extends
    CallerOptions,
    ObserverOptions,
    PlannerOptions,
    ExecutionOptions,
    HealthWait,
    Pick<TrialOptions, 'leavesTrials'> {
  readonly cloud: BackendServices & Partial<Regions> & Partial<Firewalls>;
  readonly healthChecker: HealthChecker;
  readonly nodePool: NodePool;
  /**
   * Time and randomness. With a clock that can `sleep`, calls are rate-limited and transient failures are retried; without
   * one, every call is made once.
   */
  readonly clock?: Clock | undefined;
  /**
   * Makes all calls, in place of one that is made of `clock`, `backoff`, `patienceMs`, `rates`, `mayWrite`, `signal` and `stop`. Share it with
   * a `nodePool` of your own, so that both keep to one rate.
   */
  readonly caller?: Caller | undefined;
  /** Remembers the ports that this pool has touched; in memory by default. */
  readonly snapshotter?: Snapshotter | undefined;
  /** Called with each event. Must not throw. */
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
