import { invalid, required } from '../../kernel/refusal.ts';
import { nameOf, parsePath } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { findLinked, scanUsersIn } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import type { IpRange } from './ip-range.ts';
import { overlaps, parseIpRange } from './ip-range.ts';
import { connectedPeers } from './connected-peers.ts';

type Subnetwork = Resource<'Subnetwork'>;

/** A range of a subnetwork, and the field that has it. */
export interface FieldRange {
  readonly field: string;
  readonly cidr: string;
}

/** Ranges that need no primary one: they are all IPv6, or come out of a range reserved elsewhere. */
const needsNoRange = (resource: Subnetwork): boolean =>
  resource.stackType === 'IPV6_ONLY' ||
  resource.reservedInternalRange !== undefined ||
  resource.ipCollection !== undefined;

/** @throws Refusal when a range is malformed, or overlaps another one of the network */
export function checkSubnetworkRanges(resource: Subnetwork, path: string, { state }: Transaction): void {
  if ((resource.ipCidrRange ?? '') === '' && !needsNoRange(resource)) throw required('resource.ipCidrRange');
  const network = pathOf(resource.network ?? '') ?? '';
  const isAuto = findLinked(state, 'networks', resource.network)?.resource.autoCreateSubnetworks === true;
  const taken = [network, ...connectedPeers(network, state)].flatMap((each) => takenRanges(each, path, state));
  for (const { field, cidr } of rangesOf(resource)) {
    const range = parseIpRange(cidr);
    if (range === undefined) throw invalid(field, cidr, 'Must be a CIDR address range.');
    const prohibited = PROHIBITED.find(({ of }) => overlaps(range, of));
    if (prohibited !== undefined) {
      throw invalid(field, cidr, `It overlaps ${prohibited.cidr}, which no subnetwork can have.`);
    }
    if (range.last - range.first < 7) throw invalid(field, cidr, 'The prefix length must be at most 29.');
    const isInAutoSpace = isAuto && overlaps(range, AUTO_SPACE);
    if (isInAutoSpace && field === 'resource.ipCidrRange' && !isAutomatic(resource, network)) {
      throw invalid(field, cidr, 'Extended subnetworks in auto subnet mode networks cannot overlap with 10.128.0.0/9.');
    }
    const conflict = taken.find((other) => overlaps(range, other.range));
    if (conflict !== undefined) {
      const { location: region, name } = parsePath(conflict.path);
      const explanation = `Invalid IPCidrRange: ${cidr} conflicts with existing subnetwork '${name}' in region '${region}'.`;
      throw invalid(field, cidr, explanation);
    }
    taken.push({ range, path, cidr });
  }
}

/** Ranges that Google's guide to subnetworks calls prohibited. */
const PROHIBITED = [
  '0.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '199.36.153.4/30',
  '199.36.153.8/30',
  '224.0.0.0/4',
].flatMap((cidr) => {
  const of = parseIpRange(cidr);
  return of === undefined ? [] : [{ cidr, of }];
});

/** What the subnetworks of auto mode networks are made of. */
const AUTO_SPACE: IpRange = { first: 0x0a800000, last: 0x0affffff };

/** Whether the network brought the subnetwork with it, under its own name. */
export const isAutomatic = (resource: Subnetwork, network: string): boolean => resource.name === nameOf(network);

/** The ranges that a subnetwork has of IPv4, the primary one first. */
export function rangesOf(resource: Subnetwork): readonly FieldRange[] {
  const primary = resource.ipCidrRange ?? '';
  const ranges = primary === '' ? [] : [{ field: 'resource.ipCidrRange', cidr: primary }];
  for (const [index, { ipCidrRange: cidr = '' }] of (resource.secondaryIpRanges ?? []).entries()) {
    if (cidr !== '') ranges.push({ field: `resource.secondaryIpRanges[${index}].ipCidrRange`, cidr });
  }
  return ranges;
}

/** A range that a subnetwork has. */
export interface TakenRange {
  readonly range: IpRange;
  /** Of the subnetwork. */
  readonly path: string;
  readonly cidr: string;
}

/** The ranges of all subnetworks of a network, but for one of them. */
export function takenRanges(network: string, except: string, state: State): TakenRange[] {
  const taken: TakenRange[] = [];
  scanUsersIn(state, 'subnetworks', network, ({ resource }, user) => {
    if (user === except) return;
    for (const { cidr } of rangesOf(resource)) {
      const range = parseIpRange(cidr);
      if (range !== undefined) taken.push({ range, path: user, cidr });
    }
  });
  return taken;
}
