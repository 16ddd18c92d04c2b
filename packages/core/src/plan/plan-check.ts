import type { BackendService, HealthCheck } from '@gcepool/api';
import { pathOf, pathReader } from '../cloud/link.ts';
import { failureShowsAfterMs, isSameProbe, mayFail } from '../health/probe-settings.ts';
import { describedRefusal, describedTrial } from '../health/trial-mark.ts';
import { planHealthCheck, stepOf } from './plan-health-check.ts';
import type { Policy } from './policy.ts';
import type { HealthCheckUpsert, HealthCheckWatch, Refusal } from './step.ts';
import type { HealthCheckSpec } from './spec.ts';

/** What becomes of the health check of a port. */
export interface CheckPlan {
  readonly change: HealthCheckUpsert | undefined;
  /** Comes after all else. */
  readonly watch: HealthCheckWatch | undefined;
  /** A change that is not tried again. */
  readonly refused: readonly Refusal[];
  /** Whether that is a change of its type, with which the protocol would change. */
  readonly isTypeHeld: boolean;
}

/** Names of the backend services that each health check judges, by its URL; none for a check that nothing uses. */
export function usersOfChecks(services: readonly BackendService[]): (healthCheckLink: string) => string[] | undefined {
  const pathOfCheck = pathReader();
  const users = new Map<string, string[]>();
  for (const { name = '', healthChecks = [] } of services) {
    for (const link of healthChecks) {
      const path = pathOfCheck(link);
      users.set(path, [...(users.get(path) ?? []), name]);
    }
  }
  return (link) => users.get(pathOf(link));
}

/**
 * Plans the health check of a port. A change that endpoints may fail is followed by a step that watches them, and so is one that
 * another process did not watch to the end; one that was put back before is not tried again. Pure.
 *
 * @throws OwnershipConflictError where what exists under its name is somebody else's.
 */
export function planCheck(spec: HealthCheckSpec, existing: HealthCheck | undefined, policy: Policy): CheckPlan {
  const change = planHealthCheck(spec, existing);
  const isWatched = spec.users !== undefined;
  const why = isWatched && policy.retryHealthChecks !== true ? change && refusedBefore(change) : undefined;
  if (why === undefined) {
    const watch = isWatched ? planWatch(spec, change, existing) : undefined;
    return { change, watch, refused: [], isTypeHeld: false };
  }
  return {
    change: undefined,
    watch: undefined,
    refused: [{ nodePort: spec.nodePort, message: why }],
    isTypeHeld: change?.after.type !== existing?.type,
  };
}

function planWatch(
  spec: HealthCheckSpec,
  change: HealthCheckUpsert | undefined,
  existing: HealthCheck | undefined,
): HealthCheckWatch | undefined {
  if (existing === undefined) return undefined;
  const trial = describedTrial(existing.description);
  const isChanged = change !== undefined && mayFail(existing, change.after);
  if (!isChanged && trial === undefined) return undefined;
  const seconds = failureShowsAfterMs(change?.after ?? existing) / 1_000;
  const why = isChanged ? 'it is changed' : `it was changed at ${trial?.since} and not watched to the end`;
  return {
    ...stepOf(spec),
    verb: 'watch',
    reason: `${why}: it is put back if endpoints that were healthy fail it, which takes up to ${seconds} s to see`,
    before: existing,
  };
}

/** Why a change is not tried again; `undefined` where it is to be tried. */
function refusedBefore({ before, after, resource }: HealthCheckUpsert): string | undefined {
  const refused = describedRefusal(before?.description);
  if (refused === undefined || !isSameProbe(refused.settings, after)) return undefined;
  return (
    `${resource} stays as it is: it was changed so and put back at ${refused.at}, for ${refused.why}; ` +
    'once they do, retryHealthChecks (--retry-health-checks) tries it again'
  );
}
