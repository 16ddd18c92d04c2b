import { isIP } from '../../kernel/node-modules.ts';
import { invalid } from '../../kernel/refusal.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find, findPlanned } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import { servicesOwn } from '../networking/ip-allocation.ts';
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
  const ranges = rangesByInstance(subnetwork, transaction);
  ranges.delete(instance);
  const taken = [...ranges.values()].flat();
  const own = [...rangesIn({ networkIP: nic.networkIP })];
  const completed = (nic.aliasIpRanges ?? []).map((alias, index) => {
    const at = `${field}.aliasIpRanges[${index}]`;
    const within = rangeOf(alias, subnetwork, `${at}.subnetworkRangeName`, transaction);
    if (within === undefined) return alias;
    const reserved = (alias.subnetworkRangeName ?? '') === '' ? servicesOwn(within) : [];
    const range = placed(alias.ipCidrRange ?? '', within, [...reserved, ...taken, ...own], `${at}.ipCidrRange`);
    own.push(range);
    return { ...alias, ipCidrRange: `${formatIp(range.first)}/${32 - Math.log2(range.last - range.first + 1)}` };
  });
  ranges.set(instance, own);
  return completed;
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

/** What instances have of subnetworks, as a request has found it: when it makes many, it looks once. */
const inRequests = new WeakMap<Transaction, Map<string, Map<string, readonly IpRange[]>>>();

/** Addresses and alias ranges of a subnetwork, by the path of the instance that has them, or is being given them. */
function rangesByInstance(subnetwork: string, transaction: Transaction): Map<string, readonly IpRange[]> {
  const found = inRequests.get(transaction) ?? new Map<string, Map<string, readonly IpRange[]>>();
  inRequests.set(transaction, found);
  const known = found.get(subnetwork);
  if (known !== undefined) return known;
  const ranges = new Map<string, readonly IpRange[]>();
  transaction.state.users.scan(subnetwork, (path) => {
    const instance = findPlanned(transaction.state, 'instances', path) ?? find(transaction, 'instances', path);
    const nics = instance?.resource.networkInterfaces ?? [];
    ranges.set(path, nics.filter((nic) => pathOf(nic.subnetwork ?? '') === subnetwork).flatMap(rangesIn));
  });
  found.set(subnetwork, ranges);
  return ranges;
}

/** The address of an interface and its alias ranges. */
const rangesIn = ({ networkIP, aliasIpRanges = [] }: NetworkInterface): readonly IpRange[] =>
  [`${networkIP ?? ''}/32`, ...aliasIpRanges.map(({ ipCidrRange = '' }) => ipCidrRange)].flatMap(
    (cidr) => parseIpRange(cidr) ?? [],
  );
