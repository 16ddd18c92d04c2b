import type { Intent } from './intent.ts';
import type { ObservationScope } from '../observe/observe.ts';
import type { PlannerOptions } from './planner-options.ts';
import { regionOf } from '../ports/service-port.ts';

/** What the observation depends on, beside what is asked for. */
export type ScopeOptions = Pick<PlannerOptions, 'namer' | 'namedPorts' | 'regions' | 'resyncWithCloud'>;

/** What has to be read of the cloud. */
export interface PoolObservationScope extends ObservationScope {
  /** True where instance groups and zones are to be read. */
  readonly withGroups: boolean;
}

/**
 * What has to be read of the cloud before an intent can be planned: no more than is needed, filtered on the server.
 *
 * @param isRemembered True where the observation is remembered: then the widest scope is read, which serves all intents.
 */
export function observationScope(intent: Intent, options: ScopeOptions, isRemembered: boolean): PoolObservationScope {
  const { namer, namedPorts = 'keep', regions } = options;
  const { remove, serve, verb } = intent;
  const only = remove !== undefined && 'only' in remove && !isRemembered ? remove.only : undefined;
  return {
    withGroups: isRemembered || namedPorts === 'prune' || !(verb === 'gc' || verb === 'delete'),
    backends: namer.backendFilter(only),
    // What others ask a group for is not to be taken out of it.
    ...(namedPorts === 'prune' ? { hasAllServices: true } : {}),
    instanceGroups: namer.instanceGroupFilter(),
    regions: regions ?? serve.some((port) => regionOf(port) !== undefined),
  };
}

/** True if an intent changes nothing, whatever there is in the cloud. */
export function needsNoObservation(
  { serve, remove, verb }: Intent,
  touched: readonly number[],
  { resyncWithCloud = false }: ScopeOptions,
): boolean {
  if (serve.length > 0) return false;
  if (remove === undefined) return true;
  if ('only' in remove || resyncWithCloud || verb === 'reconcile' || verb === 'shutdown') return false;
  return touched.every((nodePort) => remove.allBut.includes(nodePort));
}
