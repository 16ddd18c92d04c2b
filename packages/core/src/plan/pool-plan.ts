import { canonicalJson } from '../ports/canonical-json.ts';
import type { Intent } from './intent.ts';
import type { Observation } from '../observe/observe.ts';
import { zoneOf } from '../observe/observe.ts';
import { byResourceKey, resourceKey } from '../cloud/resource-key.ts';
import type { Plan, PoolStep, Refusal } from './step.ts';
import { stepLine } from './step.ts';

/** Form of {@link PoolPlan} that this version writes and reads. */
export const PLAN_FORMAT = 'gcepool/plan/3';

/**
 * What a pool would do, as plain data: it survives `JSON.stringify`, and can be carried out later with `apply` if what it is
 * about is then as it was. What each step found is its `before`.
 */
export interface PoolPlan extends Plan<PoolStep> {
  readonly format: typeof PLAN_FORMAT;
  readonly cluster: string;
  readonly intent: Intent;
  readonly refused: readonly Refusal[];
  /** Why less is removed than was asked for; absent where all is. */
  readonly capped?: string;
}

/** A plan that this pool can carry out. @throws TypeError where it is of another form, or of another cluster. */
export function checkedPlan(plan: PoolPlan, cluster: string): PoolPlan {
  // A plan may have been written down by another release.
  const { format }: { readonly format: string } = plan;
  if (format !== PLAN_FORMAT) {
    throw new TypeError(`this is no plan of the form ${PLAN_FORMAT}, but ${format}: plan again`);
  }
  if (plan.cluster !== cluster) {
    throw new TypeError(`this plan is for cluster ${plan.cluster}, and the pool is of cluster ${cluster}`);
  }
  return plan;
}

/** A resource that a plan changes, and that somebody has changed since. */
export interface PlanConflict {
  readonly resource: string;
  readonly planned: string;
  readonly found: string;
}

/** What a plan changes and is not as it was when the plan was made. Pure. */
export function planConflicts({ waves }: Plan<PoolStep>, observation: Observation): PlanConflict[] {
  const services = byResourceKey(observation.backendServices);
  const checks = byResourceKey(observation.healthChecks);
  const groups = new Map(observation.instanceGroups.map((group) => [`${zoneOf(group)}/${group.name}`, group]));
  const unreachable = new Set<string | undefined>(observation.unreachableZones.map(({ name }) => name));
  return waves.flat().flatMap((step): PlanConflict[] => {
    if (step.verb === 'setSecurityPolicy') return [];
    const isOutOfReach =
      step.collection === 'instanceGroups'
        ? unreachable.has(step.zone)
        : observation.unreachableRegions.some(({ scope }) => scope === `regions/${step.region}`);
    if (isOutOfReach) {
      return [{ resource: step.resource, planned: versionOf(step.before), found: 'out of reach' }];
    }
    const present =
      step.collection === 'backendServices'
        ? services.get(resourceKey(step.name, step.region))
        : step.collection === 'healthChecks'
          ? checks.get(resourceKey(step.name, step.region))
          : groups.get(`${step.zone}/${step.name}`);
    const [planned, found] = [versionOf(step.before), versionOf(present)];
    return planned === found ? [] : [{ resource: step.resource, planned, found }];
  });
}

/** The plan was made of another world than there is now; nothing was done. */
export class PlanOutdatedError extends Error {
  override readonly name = 'PlanOutdatedError';
  readonly conflicts: readonly PlanConflict[];

  constructor(conflicts: readonly PlanConflict[]) {
    const list = conflicts.slice(0, 5).map(({ resource }) => resource);
    const more = conflicts.length > list.length ? ` and ${conflicts.length - list.length} more` : '';
    super(
      `nothing was done: since the plan was made, ${list.join(', ')}${more} changed, or went out of reach. Plan again, or apply with replan: true`,
    );
    this.conflicts = conflicts;
  }
}

/** A plan for a terminal: one line for each wave and each step, then what is left unchanged and why. */
export function planLines({
  waves,
  notices,
  refused = [],
  unreachable = [],
  ...rest
}: Plan<PoolStep> | PoolPlan): string[] {
  const capped = 'capped' in rest && rest.capped !== undefined ? [`refused: ${rest.capped}`] : [];
  return [
    ...waves.flatMap((wave, index) => [`wave ${index + 1}`, ...wave.map((step) => `  ${stepLine(step)}`)]),
    ...refused.map(({ nodePort, message }) => `refused: nodePort ${nodePort}: ${message}`),
    ...capped,
    ...unreachable.map(({ scope, why }) => `left: ${scope} with all that is in it: ${why}`),
    ...notices.map(({ about, message }) => `left: ${about} ${message}`),
  ];
}

/** The version of a resource: its id and fingerprint, or, where GCE gives it none, all that it says. */
function versionOf(
  resource: { readonly id?: string | undefined; readonly fingerprint?: string | undefined } | undefined,
): string {
  if (resource === undefined) return 'absent';
  const { id = '', fingerprint } = resource;
  if (fingerprint !== undefined) return `${id} ${fingerprint}`.trim();
  return canonicalJson(resource);
}
