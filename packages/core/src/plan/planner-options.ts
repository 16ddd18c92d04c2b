import type { Clock } from '../calls/clock.ts';
import type { HealthChecker } from '../health/health-checker.ts';
import type { Namer } from '../names/namer.ts';
import type { Adoption } from '../names/ownership.ts';
import type { Balancing } from '../ports/balancing-mode.ts';
import type { RemovalCap } from './removal-cap.ts';
import type { HealthCheckPolicy } from './spec.ts';

/** What a pool's plans depend on, beside what is asked for and what there is. */
export interface PlannerOptions {
  readonly namer: Namer;
  readonly healthChecker: Pick<HealthChecker, 'desired' | 'link'>;
  /** Tells for how long something has been as it is, for `graceMs` and `retireZonesAfterMs`. */
  readonly clock?: Pick<Clock, 'now'> | undefined;
  /** Ports that `gc`, `reconcile` and `shutdown` leave alone; none by default. */
  readonly ignorePorts?: readonly (string | number)[] | undefined;
  /** `gc` and `shutdown` also collect what is found in the cloud, not only what this pool has touched; `false` by default. */
  readonly resyncWithCloud?: boolean | undefined;
  /** Also look into all regions, where ports with a regional `scope` are or have been; by default only while there are some. */
  readonly regions?: boolean | undefined;
  /** Settings of new backends, in order of preference; RATE at 1 per instance, then UTILIZATION, by default. */
  readonly balancing?: readonly Balancing[] | undefined;
  /**
   * What to do with resources that bear a name of the pool and no mark, such as those made in 2017: take them (`by-name`, the
   * default) and mark them, or leave them and report the port (`never`). What one of Kubernetes' own controllers described is
   * taken by `kubernetes` alone, and what is marked for another cluster never.
   */
  readonly adopt?: Adoption | undefined;
  /**
   * Name of this process in the marks of what it writes, such as `gcepool 1.2.0 on host-a, process 4711`: by it two processes that
   * undo each other's work notice, and stop. Without it nobody is named.
   */
  readonly writer?: string | undefined;
  /** What becomes of health-check settings that differ from what the pool computes; `adopt` (kept) by default. */
  readonly healthChecks?: HealthCheckPolicy | undefined;
  /**
   * Tries changes of health checks again that were put back because endpoints did not pass them. Without it they are reported and
   * not tried again until something else is desired. `false` by default.
   */
  readonly retryHealthChecks?: boolean | undefined;
  /** Whether the groups stop naming the ports that go; `keep` (they do not) by default. */
  readonly namedPorts?: 'keep' | 'prune' | undefined;
  /**
   * How much one `gc`, `reconcile`, `shutdown` or `nodes.sync` may remove without `force`, of ports, nodes and zones each; by
   * default no more than half of those there are, and one always. With a clock, what went within the last hour counts as well.
   * `false` for no limit.
   */
  readonly removalCap?: RemovalCap | false | undefined;
  /** A port must have been obsolete for so long before `gc` or `reconcile` removes it, in milliseconds; 0 by default. Needs a clock. */
  readonly graceMs?: number | undefined;
  /**
   * A zone must have been without nodes for so long before `reconcile` takes its group away, in milliseconds; by default that
   * never happens. Needs a clock.
   */
  readonly retireZonesAfterMs?: number | undefined;
}
