import { isIP } from '../../kernel/node-modules.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { cidrVersion } from './cidr.ts';

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

/** The eight groups of an IPv6 address in any of its spellings; undefined for any other text. */
export function groupsOf(address: string): readonly number[] | undefined {
  // Neither zones nor IPv4 addresses stand in what the API calls an IPv6 address.
  if (isIP(address) !== 6 || /[%.]/.test(address)) return undefined;
  const [head = '', tail] = address.split('::');
  const before = numbersOf(head);
  const after = numbersOf(tail ?? '');
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}

const numbersOf = (groups: string): readonly number[] =>
  groups === '' ? [] : groups.split(':').map((text) => Number.parseInt(text, 16));

/** Groups as the service writes them, without any short form. */
export const formatGroups = (groups: readonly number[]): string => groups.map((part) => part.toString(16)).join(':');

/** A network's range as the service shows it, whichever way it was spelt; undefined for one that is not Google's to give. */
export function canonicalUlaRange(text: string): string | undefined {
  const [address = '', prefix = ''] = text.split('/');
  const groups = cidrVersion(text) === 6 && prefix === '48' ? groupsOf(address) : undefined;
  if (groups === undefined) return undefined;
  const [first, second = 0, , ...host] = groups;
  if (first !== 0xfd20 || second > 0xfff || host.some((part) => part !== 0)) return undefined;
  return `${formatGroups(groups)}/48`;
}
