import { invalid } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import type { Resource } from '../../wire/wire.ts';
import { overlaps, parseIpRange } from './ip-range.ts';

type Subnetwork = Resource<'Subnetwork'>;
type Range = Resource<'SubnetworkSecondaryRange'>;

/**
 * One request adds secondary ranges or removes them: Terraform's provider removes first, and then adds. The words are of
 * reports, one of them on a range that is only renamed.
 *
 * @throws Refusal for a change that does both
 */
export function checkSecondaryRangeChanges(before: Subnetwork, after: Subnetwork): void {
  const old = before.secondaryIpRanges ?? [];
  const current = after.secondaryIpRanges ?? [];
  const added = current.filter((range) => !old.some((other) => isSame(range, other)));
  const removed = old.filter((range) => !current.some((other) => isSame(range, other)));
  if (added.length === 0 || removed.length === 0) return;
  for (const range of added) {
    if (!removed.some((other) => isOverlapping(range, other))) continue;
    const region = nameOf(after.region ?? '');
    const explanation = `Invalid IPCidrRange: ${range.ipCidrRange ?? ''} conflicts with existing subnetwork '${after.name ?? ''}' in region '${region}'.`;
    throw invalid(`resource.secondaryIpRanges[${current.indexOf(range)}].ipCidrRange`, range.ipCidrRange, explanation);
  }
  const explanation = `Cannot add and remove secondary IP ranges in the same request. Added ranges: [${list(added)}]. \nRemoved ranges: [${list(removed)}].`;
  throw invalid('resource.secondaryIpRanges', '', explanation);
}

const isSame = (a: Range, b: Range): boolean =>
  a.rangeName === b.rangeName && a.ipCidrRange === b.ipCidrRange && a.reservedInternalRange === b.reservedInternalRange;

function isOverlapping(a: Range, b: Range): boolean {
  const [one, other] = [parseIpRange(a.ipCidrRange ?? ''), parseIpRange(b.ipCidrRange ?? '')];
  return one !== undefined && other !== undefined && overlaps(one, other);
}

const list = (ranges: readonly Range[]): string =>
  ranges.map(({ ipCidrRange, reservedInternalRange }) => ipCidrRange ?? reservedInternalRange).join(', ');
