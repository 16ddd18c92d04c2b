import { invalid } from '../../kernel/refusal.ts';
import { nameOf, parseScope } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { findLinked } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import { regionOf } from '../region-of.ts';
import type { FieldOf } from './disk-rules.ts';

type Disk = Resource<'Disk'>;

/** What a disk may be linked to. @throws Refusal for a policy or a pool that does not go with the disk */
export function checkLinks(disk: Disk, scope: string, fieldOf: FieldOf, transaction: Transaction): void {
  if (disk.resourcePolicies !== undefined) {
    checkPolicies(disk.resourcePolicies, scope, fieldOf('resourcePolicies'), transaction);
  }
  const pool = findLinked(transaction, 'storagePools', disk.storagePool)?.resource;
  const type = nameOf(pool?.storagePoolType ?? '');
  if (pool === undefined || type === nameOf(disk.type ?? '')) return;
  throw invalid(fieldOf('storagePool'), disk.storagePool, `The pool holds disks of type '${type}'.`);
}

/** What a policy for disks is about; others are for instances and groups of them (documented). */
const OF_DISKS = ['diskConsistencyGroupPolicy', 'snapshotSchedulePolicy'] as const;

/** Policies are of the region of the disk, and one of them at most takes snapshots (documented). */
function checkPolicies(
  resourcePolicies: readonly string[],
  scope: string,
  field: string,
  transaction: Transaction,
): void {
  const region = regionOf(scope);
  let schedules = 0;
  for (const [index, link] of resourcePolicies.entries()) {
    const path = pathOf(link);
    if (path !== undefined && parseScope(path).location !== region) {
      throw invalid(`${field}[${index}]`, link, `The policy must be in region '${region}'.`);
    }
    const policy = findLinked(transaction, 'resourcePolicies', link)?.resource;
    if (policy?.snapshotSchedulePolicy !== undefined) schedules++;
    if (policy === undefined || OF_DISKS.some((kind) => policy[kind] !== undefined)) continue;
    throw invalid(`${field}[${index}]`, link, 'The policy is not one for disks.');
  }
  if (schedules > 1) throw invalid(field, resourcePolicies, 'A disk can have at most one snapshot schedule.');
}
