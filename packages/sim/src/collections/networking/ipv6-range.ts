import type { Transaction } from '../../kernel/transaction.ts';

/** Sixteen bits of a number that the service draws, in hexadecimal. */
const group = (id: bigint, index: number): string => ((id >> BigInt(16 * index)) & 0xffffn).toString(16);

/** A /48 of unique local addresses for a network. Google's all lie in fd20::/20 (documented). */
export function newUlaRange(transaction: Transaction): string {
  const id = BigInt(transaction.newId());
  const second = (id >> 32n) & 0xfffn;
  return `fd20:${second.toString(16)}:${group(id, 0)}:0:0:0:0:0/48`;
}

/** A /64 for a subnetwork: out of its network's range, or out of Google's own for external addresses. */
export function newSubnetworkIpv6Range(networkRange: string | undefined, transaction: Transaction): string {
  const id = BigInt(transaction.newId());
  if (networkRange === undefined) return `2600:1900:${group(id, 1)}:${group(id, 0)}:0:0:0:0/64`;
  const prefix = networkRange.split(':').slice(0, 3).join(':');
  return `${prefix}:${group(id, 0)}:0:0:0:0/64`;
}
