import type { PoolPlan } from './pool-plan.ts';
import type { HealthCheckWatch } from './step.ts';

/** The plan, and at its end what runs before have left on trial that it does not speak of, such as of a port that goes. Pure. */
export function withWatches(planned: PoolPlan, open: readonly HealthCheckWatch[]): PoolPlan {
  const watched = new Set(planned.waves.flat().flatMap(({ verb, resource }) => (verb === 'watch' ? [resource] : [])));
  const others = open.filter(({ resource }) => !watched.has(resource));
  return others.length === 0 ? planned : { ...planned, waves: [...planned.waves, others] };
}
