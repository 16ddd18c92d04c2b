import { Refusal } from '../../kernel/refusal.ts';
import type { State } from '../../kernel/state.ts';
import { overlaps } from './ip-range.ts';
import { takenRanges } from './subnetwork-ranges.ts';

/**
 * What is sent to an address must have one place to go, so peered networks have no range in common.
 *
 * @throws Refusal in the words of field reports
 */
export function refuseOverlap(network: string, peer: string, state: State): void {
  const own = takenRanges(network, '', state);
  for (const { range, cidr } of takenRanges(peer, '', state)) {
    const other = own.find((each) => overlaps(each.range, range));
    if (other === undefined) continue;
    const message =
      `An IP range in the peer network (${cidr}) overlaps with an IP range in the local network (${other.cidr}) ` +
      `allocated by resource (${other.path}).`;
    throw new Refusal(400, 'badRequest', message);
  }
}
