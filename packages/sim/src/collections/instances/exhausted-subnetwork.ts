import type { OperationError } from '../../kernel/operation.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { findLinked } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';

/** That a subnetwork has no address left for a new instance is found out when the operation runs (field reports). */
export function findExhausted(
  { networkInterfaces = [] }: Resource<'Instance'>,
  transaction: Transaction,
): OperationError | undefined {
  const nic = networkInterfaces.find(
    ({ networkIP, subnetwork, stackType }) =>
      networkIP === undefined && subnetwork !== undefined && stackType !== 'IPV6_ONLY',
  );
  if (nic === undefined) return undefined;
  const { ipCidrRange = '' } = findLinked(transaction, 'subnetworks', nic.subnetwork)?.resource ?? {};
  const message = `IP space of '${pathOf(nic.subnetwork ?? '')}' is exhausted. Insufficient free IP addresses in the IP range '${ipCidrRange}'. Consider expanding the current IP range or selecting an alternative IP range. If this is a secondary range, consider adding an additional secondary range.`;
  return { status: 400, code: 'IP_SPACE_EXHAUSTED_WITH_DETAILS', message };
}
