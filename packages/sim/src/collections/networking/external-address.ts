import { formatIp } from './ip-range.ts';
import type { Transaction } from '../../kernel/transaction.ts';

/** First octets of the ranges that external addresses come from. */
const FIRST_OCTETS = [34, 35];

/** An external address that the service picks. */
export function newExternalAddress(transaction: Transaction): string {
  const digits = BigInt(transaction.newId());
  const first = FIRST_OCTETS[Number(digits % 2n)] ?? 34;
  // Never the first or the last of a range.
  return formatIp(first * 2 ** 24 + 1 + Number((digits / 2n) % BigInt(2 ** 24 - 2)));
}
