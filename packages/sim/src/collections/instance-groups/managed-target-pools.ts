import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import type { Member } from '../instances/group-members.ts';

/** Lets the instances of a manager join its target pools, and leave them. */
export function updatePools(
  manager: Pick<Resource<'InstanceGroupManager'>, 'targetPools'> | undefined,
  before: readonly Member[],
  after: readonly Member[],
  transaction: Transaction,
): void {
  const gone = new Set(before.map(({ path }) => linkOf(path)));
  const joined = after.map(({ path }) => linkOf(path));
  for (const pool of manager?.targetPools ?? []) {
    const path = pathOf(pool) ?? '';
    const entry = find(transaction, 'targetPools', path);
    if (entry === undefined) continue;
    const others = (entry.resource.instances ?? []).filter((link) => !gone.has(link));
    const { instances: _, ...resource } = entry.resource;
    const instances = [...new Set([...others, ...joined])];
    transaction.put(path, { ...entry, resource: instances.length > 0 ? { ...resource, instances } : resource });
  }
}
