import type { Intent } from './intent.ts';
import type { RecentRemovals } from './recent-removals.ts';
import type { PoolStep } from './step.ts';

/**
 * Takes down how many ports and zones went. What was asked for by name or by force counts against nothing, nor does a port
 * that is served elsewhere now.
 */
export function noteRemovals(
  removals: RecentRemovals,
  { verb, force, serve }: Intent,
  outcomes: readonly { readonly step: PoolStep; readonly outcome: string }[],
  now: number | undefined,
): void {
  if (force === true || verb === 'delete') return;
  const served = new Set(serve.map(({ nodePort }) => nodePort));
  const removed = outcomes
    .filter(({ step, outcome }) => step.verb === 'delete' && outcome === 'done')
    .map(({ step }) => step)
    .filter(({ ports }) => !ports.some((port) => served.has(port)));
  const count = (of: PoolStep['collection']): number => removed.filter(({ collection }) => collection === of).length;
  removals.note('ports', count('backendServices'), now);
  removals.note('zones', count('instanceGroups'), now);
}
