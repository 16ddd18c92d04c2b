import type { Json, JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject } from '../../kernel/json.ts';
import type { Verb } from '../verb.ts';
import { regionNames } from '../geography.ts';

/** `listUsable`: all subnetworks of the project, for nobody is refused the use of one here. */
export const listUsable: Verb = (call, { state }) => {
  const list: JsonObject[] = [];
  for (const region of regionNames) {
    state.scanCollection(`projects/${call.project}/regions/${region}/subnetworks`, '', (_path, { resource }) => {
      list.push(usable(resource));
    });
  }
  return { list };
};

const SHOWN = ['network', 'ipCidrRange', 'purpose', 'role', 'stackType', 'ipv6AccessType'];

function usable(subnetwork: JsonObject): JsonObject {
  const shown: JsonDraft = { subnetwork: subnetwork.selfLink };
  for (const field of SHOWN) if (subnetwork[field] !== undefined) shown[field] = subnetwork[field];
  const ranges = asArray(subnetwork.secondaryIpRanges).map((item): Json => {
    const { rangeName, ipCidrRange } = asObject(item);
    return { rangeName, ipCidrRange };
  });
  if (ranges.length > 0) shown.secondaryIpRanges = ranges;
  return shown;
}
