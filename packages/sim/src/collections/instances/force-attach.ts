import { invalid } from '../../kernel/refusal.ts';
import { parseScope } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import { findRival } from './disk-sharing.ts';

/**
 * Takes a regional disk from the instance that keeps another one from having it.
 *
 * @param self path of the instance that is to have it
 * @throws Refusal for a zonal disk (documented; the words are of a test of Terraform's provider)
 */
export function takeByForce(
  disk: string,
  mode: Resource<'AttachedDisk'>['mode'],
  self: string,
  field: string,
  transaction: Transaction,
): void {
  if (parseScope(disk).scopeKind !== 'regions') {
    throw invalid(field, true, 'Force attaching zonal disks is not supported.');
  }
  const rival = findRival(disk, mode, self, transaction);
  const instance = find(transaction, 'instances', rival);
  if (rival === undefined || instance === undefined) return;
  const disks = instance.resource.disks?.filter(({ source }) => source !== linkOf(disk));
  transaction.put(rival, { ...instance, resource: { ...instance.resource, disks } });
}
