import type { InstanceGroups } from '../cloud/cloud.ts';
import { parseLink } from '../cloud/link.ts';
import { membersOf } from './members-of.ts';
import type { MemberStep } from '../plan/step.ts';

/**
 * Instances that are to join and are members of a load-balanced group of others already, by zone and name, each with the
 * words for why it cannot: GCE lets an instance be in one such group. One call for each group of others in these zones.
 *
 * @param balanced Names of backend services by the path of each group that they balance.
 */
export async function membersElsewhere(
  joining: readonly MemberStep[],
  balanced: ReadonlyMap<string, string>,
  groups: Pick<InstanceGroups, 'listInstances'>,
): Promise<ReadonlyMap<string, string>> {
  const own = new Set(joining.map(({ resource }) => resource));
  const zones = new Set(joining.map(({ zone }) => zone));
  const found = new Map<string, string>();
  await Promise.all(
    [...balanced].map(async ([path, service]) => {
      const { collection, name = '', scope = '' } = parseLink(path) ?? {};
      const zone = scope.replace(/^zones\//, '');
      if (collection !== 'instanceGroups' || own.has(path) || !zones.has(zone)) return;
      for (const instance of (await membersOf(groups, name, zone)) ?? []) {
        found.set(`${zone}/${instance}`, `is a member of ${path}, which backendServices/${service} balances`);
      }
    }),
  );
  return found;
}
