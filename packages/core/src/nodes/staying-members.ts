import type { MemberStep } from '../plan/step.ts';

/**
 * How many of the members that are to leave each group stay, by resource of the group: as many in all as there are nodes that
 * could not be added, so that no fewer serve than before or than there shall be. Members stay in the group that lacks nodes,
 * and where fewer are to leave that one, in others.
 *
 * @param missing Nodes that could not be added, by resource of their group.
 */
export function stayingMembers(
  removals: readonly MemberStep[],
  missing: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const staying = new Map<string, number>();
  let lacking = [...missing.values()].reduce((sum, count) => sum + count, 0);
  const keep = ({ resource, instances }: MemberStep, atMost: number): void => {
    const kept = staying.get(resource) ?? 0;
    const more = Math.min(atMost, lacking, instances.length - kept);
    staying.set(resource, kept + more);
    lacking -= more;
  };
  for (const step of removals) keep(step, missing.get(step.resource) ?? 0);
  for (const step of removals) keep(step, lacking);
  return staying;
}
