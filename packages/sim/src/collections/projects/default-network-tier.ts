import type { Transaction } from '../../kernel/transaction.ts';
import { find } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';

/** The network tier of what has an external address in a region and names none. */
export const defaultNetworkTier = (
  project: string,
  transaction: Transaction,
): NonNullable<Resource<'Project'>['defaultNetworkTier']> =>
  find(transaction, 'projects', `projects/${project}`)?.resource.defaultNetworkTier ?? 'PREMIUM';
