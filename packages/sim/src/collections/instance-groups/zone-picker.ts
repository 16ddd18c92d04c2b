import { parseScope } from '../../kernel/resource-path.ts';
import type { Member } from '../instances/group-members.ts';

/** Picks the zone of a new instance: the one where something waits that it needs, if the group makes instances there. */
export type PickZone = (needed?: string) => string;

/**
 * Picks zones for new instances of a group, one after the other: each time the first of those with the fewest.
 *
 * @param zones scopes that the group makes its instances in
 */
export function zonePicker(zones: readonly string[], members: readonly Member[]): PickZone {
  const counts = new Map(zones.map((zone) => [zone, 0]));
  const count = (scope: string): void => {
    const present = counts.get(scope);
    if (present !== undefined) counts.set(scope, present + 1);
  };
  for (const { path } of members) count(parseScope(path).scope);
  return (needed) => {
    const picked = needed !== undefined && counts.has(needed) ? needed : leastOf(counts);
    count(picked);
    return picked;
  };
}

/** The first zone of those with the fewest instances. */
function leastOf(counts: ReadonlyMap<string, number>): string {
  let best: readonly [zone: string, count: number] | undefined;
  for (const entry of counts) if (best === undefined || entry[1] < best[1]) best = entry;
  return best?.[0] ?? '';
}
