import { invalid } from '../../kernel/refusal.ts';
import type { Resource } from '../../wire/wire.ts';

type NetworkInterface = Resource<'NetworkInterface'>;

/**
 * Interfaces are in subnetworks of their own, but for those in a VLAN of another. The words are of reports of 2026, of instances
 * and of templates; before, networks had to be distinct.
 *
 * @param sent what the request says of each
 * @param interfaces the same, with the networks and subnetworks that were found for them
 * @param field of the list
 */
export function checkDistinctSubnetworks(
  sent: readonly NetworkInterface[],
  interfaces: readonly NetworkInterface[],
  field: string,
): void {
  if (interfaces.length < 2) return;
  const places = new Set<string>();
  for (const [index, { network, parentNicName, subnetwork = network }] of interfaces.entries()) {
    if (parentNicName !== undefined || subnetwork === undefined) continue;
    if (places.has(subnetwork)) {
      const explanation = 'Subnetworks must be distinct for NICs attached to a VM.';
      throw invalid(`${field}[${index}].subnetwork`, sent[index]?.subnetwork, explanation);
    }
    places.add(subnetwork);
  }
}
