import { Backends } from './backends.ts';
import type { BackendPoolOptions, CloudBackendPoolOptions } from './backend-pool-options.ts';
import { Caller } from './calls/caller.ts';
import type { RetriedCall } from './calls/caller.ts';
import type { BackendServices } from './cloud/cloud.ts';
import type { HealthChecker } from './health/health-checker.ts';
import { InstanceGroupPool } from './nodes/instance-group-pool.ts';
import type { Namer } from './names/namer.ts';
import type { NodePool } from './nodes/node-pool.ts';
import { NodePortHealthChecker } from './health/node-port-health-checker.ts';

/**
 * Makes a backend pool.
 *
 * @example
 * const pool = newBackendPool({ cloud, namer: new Namer('uid1'), resyncWithCloud: true, clock: Date });
 * await pool.sync([30001, { nodePort: 30002, protocol: 'HTTPS', service: 'shop/cart', servicePort: 'https' }]);
 */
export function newBackendPool(options: BackendPoolOptions | CloudBackendPoolOptions): Backends;
/**
 * Makes a backend pool of its collaborators, as the `backends` package of 2017 does. It has no clock: with
 * `resyncWithCloud`, every `gc` lists the cloud.
 */
export function newBackendPool(
  cloud: BackendServices,
  healthChecker: HealthChecker,
  nodePool: NodePool,
  namer: Namer,
  ignorePorts?: readonly (string | number)[],
  resyncWithCloud?: boolean,
): Backends;
export function newBackendPool(
  first: BackendServices | BackendPoolOptions | CloudBackendPoolOptions,
  healthChecker?: HealthChecker,
  nodePool?: NodePool,
  namer?: Namer,
  ignorePorts?: readonly (string | number)[],
  resyncWithCloud?: boolean,
): Backends {
  if ('cloud' in first) return new Backends(withCollaborators(first));
  if (healthChecker === undefined || nodePool === undefined || namer === undefined) {
    throw new TypeError('newBackendPool needs either one options object, or cloud, healthChecker, nodePool and namer');
  }
  // This signature has no option to lift a cap.
  return new Backends({
    cloud: first,
    healthChecker,
    nodePool,
    namer,
    ignorePorts,
    resyncWithCloud,
    removalCap: false,
  });
}

function withCollaborators(options: BackendPoolOptions | CloudBackendPoolOptions): BackendPoolOptions {
  if (hasCollaborators(options)) return options;
  const { cloud, namer, zones, stop, onEvent, adopt, caller = new Caller(options) } = options;
  const onRetry = (retried: RetriedCall): void => onEvent?.({ type: 'callRetried', ...retried });
  return {
    ...options,
    caller,
    healthChecker: options.healthChecker ?? new NodePortHealthChecker(cloud),
    nodePool: options.nodePool ?? new InstanceGroupPool(cloud, namer, zones, { caller, stop, onRetry, adopt }),
  };
}

function hasCollaborators(options: BackendPoolOptions | CloudBackendPoolOptions): options is BackendPoolOptions {
  return options.healthChecker !== undefined && options.nodePool !== undefined;
}
