import { invalid, required } from '../../kernel/refusal.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find } from '../../wire/find.ts';
import { newExternalAddress } from './external-address.ts';
import { externalIp, holdersOf, internalIp } from './ip-holders.ts';
import { formatGroups, groupsOf } from './ipv6-range.ts';
import type { IpRange } from './ip-range.ts';
import { formatIp, freeRange, isInRange, overlaps, parseIp, parseIpRange } from './ip-range.ts';

/** An external address that nobody holds. */
export function allocateExternal(transaction: Transaction): string {
  for (;;) {
    const address = newExternalAddress(transaction);
    if (holdersOf(externalIp(address), transaction.state).length === 0) return address;
  }
}

/** An external IPv6 address that nobody holds, as global load balancers have them. */
export function allocateExternalIpv6(transaction: Transaction): string {
  for (;;) {
    const address = `2600:1901:0:${lowGroup(BigInt(transaction.newId()))}::`;
    if (holdersOf(externalIp(address), transaction.state).length === 0) return address;
  }
}

/** How long the ranges are that interfaces (documented), load balancers and reservations have of a subnetwork's IPv6 range. */
export const IPV6_PREFIX_LENGTH = 96;

/** Where load balancers and reservations have their addresses in a subnetwork's IPv6 range, by the fifth group. */
const LOAD_BALANCING_GROUP = (): string => '8000';

/**
 * A range of {@link IPV6_PREFIX_LENGTH} out of a subnetwork's IPv6 range, as its first address.
 *
 * @param range of the subnetwork, a /64
 * @param ipOf how the index of holders names an address
 * @param fifthGroup of the address, out of a number that nothing else has had
 */
export function allocateIpv6(
  range: string,
  ipOf: (address: string) => string,
  transaction: Transaction,
  fifthGroup: (id: bigint) => string = LOAD_BALANCING_GROUP,
): string {
  const groups = groupsOf(range.replace(/\/\d+$/, '')) ?? [0, 0, 0, 0];
  const prefix = formatGroups(groups.slice(0, 4));
  for (;;) {
    const id = BigInt(transaction.newId());
    const address = `${prefix}:${fifthGroup(id)}:${lowGroup(id)}:0:0`;
    if (holdersOf(ipOf(address), transaction.state).length === 0) return address;
  }
}

/** The last sixteen bits of a number, as a group of an IPv6 address. */
export const lowGroup = (bits: bigint): string => (bits & 0xffffn).toString(16);

/**
 * The first address of a range out of a subnetwork, which must have one for addresses of that kind (documented).
 *
 * @param subnetwork its link
 * @param asked the address that was asked for, which is taken as it is
 * @throws Refusal for a subnetwork that gives out no such addresses
 */
export function takeIpv6(
  subnetwork: string | undefined,
  kind: 'EXTERNAL' | 'INTERNAL',
  transaction: Transaction,
  asked?: string,
): string {
  if (subnetwork === undefined) throw required('resource.subnetwork');
  const path = pathOf(subnetwork) ?? '';
  const { externalIpv6Prefix, internalIpv6Prefix } = find(transaction, 'subnetworks', path)?.resource ?? {};
  const range = kind === 'EXTERNAL' ? externalIpv6Prefix : internalIpv6Prefix;
  if (range === undefined) {
    throw invalid('resource.subnetwork', subnetwork, `The subnetwork has no ${kind.toLowerCase()} IPv6 range.`);
  }
  const network = networkOf(path, transaction) ?? '';
  const ipOf = kind === 'EXTERNAL' ? externalIp : (address: string): string => internalIp(network, address);
  return asked ?? allocateIpv6(range, ipOf, transaction);
}

/** Path of the network that a subnetwork is in. */
export const networkOf = (subnetwork: string, transaction: Transaction): string | undefined =>
  pathOf(find(transaction, 'subnetworks', subnetwork)?.resource.network ?? '');

/** Whether an address lies in a subnetwork's range. */
export const isInSubnetwork = (address: string, subnetwork: string, transaction: Transaction): boolean =>
  isInRange(address, find(transaction, 'subnetworks', subnetwork)?.resource.ipCidrRange ?? '');

/** The two first addresses of a subnetwork's primary range and the two last, which are the service's own. */
export const servicesOwn = ({ first, last }: IpRange): readonly IpRange[] => [
  { first, last: first + 1 },
  { first: last - 1, last },
];

/** Whether an address is one of the service's own of a subnetwork. */
export function isServicesOwn(address: string, subnetwork: string, transaction: Transaction): boolean {
  const range = parseIpRange(find(transaction, 'subnetworks', subnetwork)?.resource.ipCidrRange ?? '');
  const number = parseIp(address);
  if (range === undefined || number === undefined) return false;
  return servicesOwn(range).some(({ first, last }) => number >= first && number <= last);
}

/** Where ranges for peered services are looked for. */
const PRIVATE = { first: 10 * 2 ** 24, last: 11 * 2 ** 24 - 1 };

/** The first range of a network of some size that overlaps neither a subnetwork nor another reserved range. */
export function allocateRange(network: string, prefixLength: number, transaction: Transaction): string | undefined {
  const range = freeRange(2 ** (32 - prefixLength), PRIVATE, rangesOf(network, transaction));
  return range === undefined ? undefined : formatIp(range.first);
}

/** A range that a network has, and the subnetwork or the reserved address that it belongs to. */
export interface NetworkRange extends IpRange {
  readonly cidr: string;
  readonly path: string;
}

/** The subnetwork or reserved range of a network that a range overlaps, but for one of them. */
export function findOverlap(
  network: string,
  cidr: string,
  except: string,
  transaction: Transaction,
): NetworkRange | undefined {
  const range = parseIpRange(cidr);
  if (range === undefined) return undefined;
  return rangesOf(network, transaction).find((other) => other.path !== except && overlaps(other, range));
}

/** Ranges of a network's subnetworks, and those reserved in it for services. */
function rangesOf(network: string, transaction: Transaction): readonly NetworkRange[] {
  const ranges: NetworkRange[] = [];
  transaction.state.users.scan(network, (path) => {
    const { ipCidrRange } = find(transaction, 'subnetworks', path)?.resource ?? {};
    const { address, prefixLength } = find(transaction, 'addresses', path)?.resource ?? {};
    const cidr = ipCidrRange ?? `${address}/${prefixLength}`;
    const range = parseIpRange(cidr);
    if (range !== undefined) ranges.push({ ...range, cidr, path });
  });
  return ranges;
}
