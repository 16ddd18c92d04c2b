import type { BackendService, HealthCheck, InstanceGroup } from '@gcepool/api';
import type { Observation } from '../observe/observe.ts';
import { byResourceKey, resourceKey } from '../cloud/resource-key.ts';
import type { Outcome } from './report.ts';
import type { PoolStep } from '../plan/step.ts';

/**
 * The observation, updated with the outcomes since. Fingerprints of changed resources are unknown, and left out. Pure.
 *
 * @returns `undefined` if the present state is unknown, because a step failed or met a conflict.
 */
export function observedAfter(observed: Observation, outcomes: readonly Outcome<PoolStep>[]): Observation | undefined {
  const services = new Map(byResourceKey(observed.backendServices));
  const checks = new Map(byResourceKey(observed.healthChecks));
  const groups = new Map(observed.instanceGroups.map((group) => [groupKey(group.name, group.zone), group]));
  for (const { step, outcome } of outcomes) {
    if (outcome !== 'done' && outcome !== 'absent') return undefined;
    switch (step.collection) {
      case 'backendServices':
        if (step.verb === 'setSecurityPolicy') return undefined;
        put(
          services,
          resourceKey(step.name, step.region),
          step.verb === 'delete' ? undefined : serviceAfter(step.after, step.region),
        );
        break;
      case 'healthChecks':
        // Its description is not that of the step.
        if (step.verb === 'watch') return undefined;
        put(
          checks,
          resourceKey(step.name, step.region),
          step.verb === 'delete' ? undefined : checkAfter(step.after, step.region),
        );
        break;
      case 'instanceGroups':
        put(
          groups,
          groupKey(step.name, step.zone),
          step.verb === 'delete' ? undefined : groupAfter(step.after, step.zone),
        );
        break;
    }
  }
  return {
    ...observed,
    backendServices: [...services.values()],
    healthChecks: [...checks.values()],
    instanceGroups: [...groups.values()],
  };
}

function serviceAfter({ fingerprint: _stale, ...after }: BackendService, region: string | undefined): BackendService {
  return { ...after, ...(region === undefined ? {} : { region }) };
}

function checkAfter(after: HealthCheck, region: string | undefined): HealthCheck {
  return { ...after, ...(region === undefined ? {} : { region }) };
}

function groupAfter({ fingerprint: _stale, ...after }: InstanceGroup, zone: string): InstanceGroup {
  return { ...after, zone: `zones/${zone}` };
}

function groupKey(name = '', zone = ''): string {
  return `${zone.slice(zone.lastIndexOf('/') + 1)}/${name}`;
}

function put<T>(map: Map<string, T>, key: string, value: T | undefined): void {
  if (value === undefined) map.delete(key);
  else map.set(key, value);
}
