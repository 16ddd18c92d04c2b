import { absentAsUndefined } from '../cloud/cloud-error.ts';
import type { InstanceGroups } from '../cloud/cloud.ts';
import { lastSegment } from '../cloud/link.ts';

/** Names of a group's members; `undefined` where there is no such group. */
export async function membersOf(
  groups: Pick<InstanceGroups, 'listInstances'>,
  name: string,
  zone: string,
): Promise<ReadonlySet<string> | undefined> {
  const links = await absentAsUndefined(groups.listInstances(name, zone));
  return links && new Set(links.map((link) => lastSegment(link)));
}
