import { own } from '../../kernel/own.ts';
import { collectionOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';

/**
 * The instance that keeps another one from having a disk: many can read a disk at a time, or one can write to it
 * (documented). Disks that are made for it let many write.
 *
 * @param mode in which it is to be attached
 * @param self path of the instance that is to have it
 */
export function findRival(
  disk: string,
  mode: Resource<'AttachedDisk'>['mode'],
  self: string,
  transaction: Transaction,
): string | undefined {
  const resource = find(transaction, 'disks', disk)?.resource;
  if (resource?.accessMode === 'READ_WRITE_MANY' || own(resource, 'multiWriter') === true) return undefined;
  return transaction.state.users.first(disk, (user) => {
    // Users that are let off are those that are no obstacle.
    if (user === self || collectionOf(user) !== 'instances' || transaction.isRemoved(user)) return true;
    const attached = find(transaction, 'instances', user)?.resource.disks?.find(
      ({ source }) => source === linkOf(disk),
    );
    return attached === undefined || (attached.mode === 'READ_ONLY' && mode === 'READ_ONLY');
  });
}
