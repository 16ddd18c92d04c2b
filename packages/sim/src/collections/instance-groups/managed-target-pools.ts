import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import type { Member } from '../instances/group-members.ts';

/** Lets instances that a manager has from now on join its target pools, and those it has no more leave them. */
export function updatePools(
  manager: Pick<Resource<'InstanceGroupManager'>, 'targetPools'> | undefined,
  before: readonly Member[],
  after: readonly Member[],
  transaction: Transaction,
): void {
  const pools = manager?.targetPools ?? [];
  if (pools.length === 0) return;
  const gone = linksOf(before, after);
  const joined = linksOf(after, before);
  for (const pool of pools) {
    const path = pathOf(pool) ?? '';
    const entry = find(transaction, 'targetPools', path);
    if (entry === undefined) continue;
    const others = (entry.resource.instances ?? []).filter((link) => !gone.has(link));
    const { instances: _, ...resource } = entry.resource;
    const instances = [...new Set([...others, ...joined])];
    transaction.put(path, { ...entry, resource: instances.length > 0 ? { ...resource, instances } : resource });
  }
}

/** Links of members that others do not have. */
function linksOf(members: readonly Member[], others: readonly Member[]): ReadonlySet<string> {
  const paths = new Set(others.map(({ path }) => path));
  return new Set(members.filter(({ path }) => !paths.has(path)).map(({ path }) => linkOf(path)));
}
