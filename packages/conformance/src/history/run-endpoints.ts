import type { NetworkEndpointGroups } from '@gcepool/core';
import type { CloudUnderTest } from './cloud-under-test.ts';
import { endpointAt } from './endpoint-at.ts';
import { mustBeDone, mustBeRefused, mustBeSame } from './must.ts';
import { knownOf, mustBeUnchanged } from './read-known.ts';
import type { Name, Step } from './step.ts';

type EndpointStep = Extract<Step, { endpoints: readonly number[] }>;

/** Attaches endpoints to a group, where those it has stay, or detaches them: those it has not cannot be detached. */
export async function runEndpoints(under: CloudUnderTest, step: EndpointStep): Promise<void> {
  const { name, do: verb } = step;
  const endpoints = step.endpoints.map((index) => endpointAt(index));
  const keys = endpoints.map((endpoint) => keyOf(endpoint));
  const full = under.nameOf(name);
  // The steps are chosen so that the cloud has network endpoint groups.
  const cloud = under.cloud as NetworkEndpointGroups;
  const call = async (): Promise<void> => cloud[verb](full, under.place.zone, endpoints);
  const what = `${verb} of ${keys.join(', ')} and ${full}`;
  if (!under.known('networkEndpointGroups').has(name)) {
    return mustBeRefused(under, 'absent-is-404', [404], call(), `${what}, which is absent,`);
  }
  const { members } = knownOf(under, 'networkEndpointGroups', name);
  const isAttaching = verb === 'attachNetworkEndpoints';
  if (!isAttaching && keys.some((key) => !members.includes(key))) {
    await mustBeRefused(under, 'endpoints-are-a-set', [400], call(), what);
    await mustBeUnchanged(
      under,
      'refused-changes-nothing',
      'networkEndpointGroups',
      name,
      'a detaching that was refused',
    );
    return readEndpoints(under, name, members);
  }
  await mustBeDone('endpoints-are-a-set', call(), what);
  const after = isAttaching ? [...new Set([...members, ...keys])] : members.filter((key) => !keys.includes(key));
  return readEndpoints(under, name, after);
}

/** Reads the endpoints and the group, whose size follows them. */
async function readEndpoints(under: CloudUnderTest, name: Name, members: readonly string[]): Promise<void> {
  const full = under.nameOf(name);
  const listing = (under.cloud as NetworkEndpointGroups).listNetworkEndpoints(full, under.place.zone);
  const listed = await mustBeDone('endpoints-are-a-set', listing, `listing the endpoints of ${full}`);
  const keys = listed.map((endpoint) => keyOf(endpoint)).toSorted();
  mustBeSame(under, 'endpoints-are-a-set', keys, members.toSorted(), `${full} has other endpoints than were attached`);
  const reading = await under.calls('networkEndpointGroups').get(full);
  const known = knownOf(under, 'networkEndpointGroups', name);
  under.known('networkEndpointGroups').set(name, { ...known, reading, members });
}

function keyOf({ ipAddress = '', port = 0 }: { ipAddress?: string | undefined; port?: number | undefined }): string {
  return `${ipAddress}:${port}`;
}
