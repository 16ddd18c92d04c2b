import { isSame } from '../../kernel/json.ts';
import { invalid } from '../../kernel/refusal.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find } from '../../wire/find.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import { allocateIpv6, IPV6_PREFIX_LENGTH, lowGroup } from '../networking/ip-allocation.ts';
import { externalIp, internalIp } from '../networking/ip-holders.ts';
import { groupsOf } from '../networking/ipv6-range.ts';

type AccessConfig = Resource<'AccessConfig'>;
type NetworkInterface = Resource<'NetworkInterface'>;

/**
 * The IPv6 side of an interface of a new instance: an address out of its subnetwork's range, internal or external as
 * the subnetwork is.
 *
 * @param subnetwork path
 * @throws Refusal for an interface that asks for IPv6 where the subnetwork has none
 */
export function completeIpv6(
  nic: Draft<NetworkInterface>,
  subnetwork: string | undefined,
  field: string,
  transaction: Transaction,
): void {
  if (nic.stackType === undefined || nic.stackType === 'IPV4_ONLY') return;
  const { externalIpv6Prefix, internalIpv6Prefix, ipv6AccessType, stackType } =
    find(transaction, 'subnetworks', subnetwork)?.resource ?? {};
  if (stackType === undefined || stackType === 'IPV4_ONLY' || ipv6AccessType === undefined) {
    throw invalid(`${field}.stackType`, nic.stackType, 'The subnetwork of the interface has no IPv6 range.');
  }
  nic.ipv6AccessType = ipv6AccessType;
  if (ipv6AccessType === 'INTERNAL') {
    const network = pathOf(nic.network ?? '') ?? '';
    checkInPrefix(nic.ipv6Address, internalIpv6Prefix, `${field}.ipv6Address`);
    nic.ipv6Address ??= freeAddress(internalIpv6Prefix ?? '', (ip) => internalIp(network, ip), transaction);
    nic.internalIpv6PrefixLength ??= IPV6_PREFIX_LENGTH;
    return;
  }
  const [sent] = nic.ipv6AccessConfigs ?? [];
  // An interface without a config is not reached from outside (documented).
  if (sent === undefined) return;
  const config: Draft<AccessConfig> = {
    kind: 'compute#accessConfig',
    name: 'external-ipv6',
    type: 'DIRECT_IPV6',
    networkTier: 'PREMIUM',
    ...sent,
  };
  checkInPrefix(config.externalIpv6, externalIpv6Prefix, `${field}.ipv6AccessConfigs[0].externalIpv6`);
  config.externalIpv6 ??= freeAddress(externalIpv6Prefix ?? '', externalIp, transaction);
  config.externalIpv6PrefixLength ??= IPV6_PREFIX_LENGTH;
  nic.ipv6AccessConfigs = [config];
}

/** Groups of 16 bits by which the addresses of a subnetwork begin. */
const GROUPS_OF_PREFIX = 4;

/** An address that is asked for is one of the subnetwork, and so of the region of the instance. */
function checkInPrefix(address: string | undefined, prefix: string | undefined, field: string): void {
  if (address === undefined || prefix === undefined) return;
  const [asked, own] = [address, prefix].map((text) => groupsOf(text.split('/')[0] ?? '')?.slice(0, GROUPS_OF_PREFIX));
  if (asked !== undefined && isSame(asked, own)) return;
  throw invalid(field, address, `Requested IPv6 address is outside the subnetwork's range ${prefix}.`);
}

/** The first address of a range that nobody holds, out of a subnetwork's. */
const freeAddress = (prefix: string, keyOf: (address: string) => string, transaction: Transaction): string =>
  allocateIpv6(prefix, keyOf, transaction, (id) => lowGroup(id >> 16n));

/** Visits the IPv6 addresses of an interface, and where the index of holders has them. */
export function visitIpv6(
  { network = '', ipv6Address, ipv6AccessConfigs = [] }: NetworkInterface,
  visit: (key: string, address: string) => void,
): void {
  const path = ipv6Address === undefined ? undefined : pathOf(network);
  if (path !== undefined && ipv6Address !== undefined) visit(internalIp(path, ipv6Address), ipv6Address);
  for (const { externalIpv6 } of ipv6AccessConfigs) {
    if (externalIpv6 !== undefined) visit(externalIp(externalIpv6), externalIpv6);
  }
}
