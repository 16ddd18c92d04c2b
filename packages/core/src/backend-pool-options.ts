import type { BackendService } from '@gcepool/api';
import type { Balancing } from './balancing-mode.ts';
import type { Clock } from './clock.ts';
import type { BackendServices, Cloud } from './cloud.ts';
import type { PoolEvent } from './event.ts';
import type { HealthChecker } from './health-checker.ts';
import type { Namer } from './namer.ts';
import type { NodePool } from './node-pool.ts';
import type { Snapshotter } from './snapshotter.ts';
import type { ZoneLister } from './zone-lister.ts';

/** What a backend pool is made of. */
export interface BackendPoolOptions {
  readonly cloud: BackendServices;
  readonly healthChecker: HealthChecker;
  readonly nodePool: NodePool;
  readonly namer: Namer;
  /** Ports that `gc` and `shutdown` leave alone; none by default. */
  readonly ignorePorts?: readonly (string | number)[] | undefined;
  /** Also collect what is found in the cloud, not only what this pool has touched; `false` by default. */
  readonly resyncWithCloud?: boolean | undefined;
  /** Tells how old the last listing of the cloud is. Without it every `gc` with `resyncWithCloud` lists. */
  readonly clock?: Clock | undefined;
  /** Remembers the ports that were touched, instead of what `resyncWithCloud` would choose. */
  readonly snapshotter?: Snapshotter<BackendService | undefined> | undefined;
  /** Settings of new backends, in order of preference; RATE at 1 per instance, then UTILIZATION, by default. */
  readonly balancing?: readonly Balancing[] | undefined;
  /** Changes under way at the same time; 10 by default. */
  readonly concurrency?: number | undefined;
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
