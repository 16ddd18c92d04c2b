import { isIP } from '../../kernel/node-modules.ts';
import { invalid } from '../../kernel/refusal.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find, scanUsersIn } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import type { IpRange } from '../networking/ip-range.ts';
import { formatIp, freeRange, overlaps, parseIpRange } from '../networking/ip-range.ts';

type NetworkInterface = Resource<'NetworkInterface'>;
type AliasRange = Resource<'AliasIpRange'>;

/**
 * The alias ranges of an interface as they are shown. One may be sent as an address, as a range, or as a netmask, for which
 * a range is found; it lies in the subnetwork's primary range, or in the secondary one that it names (documented).
 *
 * @param field of the interface
 * @param instance path of the instance whose interface it is
 * @throws Refusal for a range that lies elsewhere
 */
export function completeAliasRanges(
  nic: NetworkInterface,
  subnetwork: string,
  field: string,
  instance: string,
  transaction: Transaction,
): readonly AliasRange[] {
  const taken = takenRanges(subnetwork, instance, transaction);
  return (nic.aliasIpRanges ?? []).map((alias, index) => {
    const at = `${field}.aliasIpRanges[${index}]`;
    const within = rangeOf(alias, subnetwork, `${at}.subnetworkRangeName`, transaction);
    if (within === undefined) return alias;
    const range = placed(alias.ipCidrRange ?? '', within, taken, `${at}.ipCidrRange`);
    taken.push(range);
    return { ...alias, ipCidrRange: `${formatIp(range.first)}/${32 - Math.log2(range.last - range.first + 1)}` };
  });
}

/** The range of the subnetwork that an alias range is out of; undefined if it is one of IPv6. */
function rangeOf(
  { ipCidrRange = '', subnetworkRangeName: name = '' }: AliasRange,
  subnetwork: string,
  field: string,
  transaction: Transaction,
): IpRange | undefined {
  if (ipCidrRange.includes(':')) return undefined;
  const { ipCidrRange: primary, secondaryIpRanges = [] } = find(transaction, 'subnetworks', subnetwork)?.resource ?? {};
  if (name === '') return parseIpRange(primary ?? '');
  const secondary = secondaryIpRanges.find(({ rangeName }) => rangeName === name);
  if (secondary === undefined) throw invalid(field, name, 'The subnetwork has no secondary range of that name.');
  return parseIpRange(secondary.ipCidrRange ?? '');
}

function placed(sent: string, within: IpRange, taken: readonly IpRange[], field: string): IpRange {
  const netmask = Number(/^\/(\d{1,2})$/.exec(sent)?.[1]);
  if (netmask <= 32) {
    const free = freeRange(2 ** (32 - netmask), within, taken);
    if (free === undefined) throw invalid(field, sent, 'The subnetwork range has no room for it.');
    return free;
  }
  const range = parseIpRange(isIP(sent) === 4 ? `${sent}/32` : sent);
  if (range === undefined) throw invalid(field, sent, 'Must be an IP address, a netmask or a CIDR range.');
  if (range.first < within.first || range.last > within.last) {
    throw invalid(field, sent, 'Alias IP range must lie within the range of the subnetwork that it is out of.');
  }
  if (taken.some((other) => overlaps(range, other))) {
    throw invalid(field, sent, 'Alias IP range overlaps one that is in use.');
  }
  return range;
}

/** Addresses and alias ranges that other instances have of a subnetwork. */
function takenRanges(subnetwork: string, except: string, transaction: Transaction): IpRange[] {
  const cidrs: string[] = [];
  scanUsersIn(transaction.state, 'instances', subnetwork, ({ resource }, path) => {
    for (const { subnetwork: link, networkIP, aliasIpRanges = [] } of resource.networkInterfaces ?? []) {
      if (path === except || pathOf(link ?? '') !== subnetwork) continue;
      if (networkIP !== undefined) cidrs.push(`${networkIP}/32`);
      for (const { ipCidrRange = '' } of aliasIpRanges) cidrs.push(ipCidrRange);
    }
  });
  return cidrs.flatMap((cidr) => parseIpRange(cidr) ?? []);
}
