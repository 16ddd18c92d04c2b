import type { JsonObject } from '../../kernel/json.ts';
import { scanIn } from '../../wire/find.ts';
import { regionNames } from '../geography.ts';
import type { Verb } from '../verb.ts';
import type { Resource } from '../../wire/wire.ts';

type Subnetwork = Resource<'Subnetwork'>;
type UsableSubnetwork = Resource<'UsableSubnetwork'>;

/** `listUsable`: all subnetworks of the project, for nobody is refused the use of one here. */
export const listUsable: Verb<JsonObject, Subnetwork> = (call, { state }) => {
  const list: UsableSubnetwork[] = [];
  for (const region of regionNames) {
    scanIn(state, 'subnetworks', `projects/${call.project}/regions/${region}`, (_path, { resource }) => {
      list.push(usable(resource));
    });
  }
  return { list };
};

function usable(subnetwork: Subnetwork): UsableSubnetwork {
  const { network, ipCidrRange, purpose, role, stackType, ipv6AccessType, secondaryIpRanges = [] } = subnetwork;
  const ranges = secondaryIpRanges.map((range) => ({ rangeName: range.rangeName, ipCidrRange: range.ipCidrRange }));
  return {
    subnetwork: subnetwork.selfLink,
    network,
    ipCidrRange,
    purpose,
    role,
    stackType,
    ipv6AccessType,
    ...(ranges.length > 0 ? { secondaryIpRanges: ranges } : {}),
  };
}
