import type { BackendService, HealthCheck, InstanceGroup } from '@gcepool/api';
import type { Desired, DesiredPort, UnwantedPort } from './desired-state.ts';
import { disownment, NotOwnedError } from '../names/ownership.ts';
import type { Owner } from '../names/ownership.ts';
import { placeOf } from '../cloud/resource-key.ts';
import { regionOf } from '../ports/service-port.ts';
import type { Notice, Refusal } from './step.ts';

/** What there is under the names in question. */
export interface Present {
  readonly services: ReadonlyMap<string, BackendService>;
  readonly checks: ReadonlyMap<string, HealthCheck>;
  readonly groups: readonly InstanceGroup[];
}

/** The part of what is desired that does not touch what belongs to others, and the rest with the reasons. */
export interface OwnPart {
  readonly ports: readonly DesiredPort[];
  readonly unwanted: readonly UnwantedPort[];
  readonly refused: readonly Refusal[];
  readonly notices: readonly Notice[];
}

/** Tells the pool's own from what only bears a name of the pool's. Pure. */
export function ownPart(desired: Desired, present: Present, owner: Owner | undefined): OwnPart {
  if (owner === undefined) return { ports: desired.ports, unwanted: desired.unwanted, refused: [], notices: [] };
  const foreignGroup = present.groups
    .map((group) => ({ resource: `instanceGroups/${group.name}`, why: disownment(group, owner) }))
    .find(({ why }) => why !== undefined);

  const refused: Refusal[] = [];
  const ports = desired.ports.filter((wanted) => {
    const { nodePort, networkEndpointGroups = [] } = wanted.port;
    const foreign =
      foreignAt(wanted.name, regionOf(wanted.port), present, owner) ??
      (networkEndpointGroups.length === 0 ? foreignGroup : undefined);
    if (foreign?.why === undefined) return true;
    refused.push({ nodePort, message: new NotOwnedError(foreign.resource, foreign.why).message });
    return false;
  });

  const notices: Notice[] = [];
  const unwanted = desired.unwanted.filter(({ name, region }) => {
    const foreign = foreignAt(name, region, present, owner);
    if (foreign === undefined) return true;
    notices.push({ about: foreign.resource, message: `is not of this pool and stays: ${foreign.why}` });
    return false;
  });
  return { ports, unwanted, refused, notices };
}

function foreignAt(
  name: string,
  region: string | undefined,
  { services, checks }: Present,
  owner: Owner,
): { readonly resource: string; readonly why: string } | undefined {
  const place = placeOf(name, region);
  const scope = region === undefined ? 'global' : `regions/${region}`;
  const found = [
    { resource: `${scope}/backendServices/${name}`, present: services.get(place) },
    { resource: `${scope}/healthChecks/${name}`, present: checks.get(place) },
  ];
  for (const { resource, present } of found) {
    const why = present && disownment(present, owner);
    if (why !== undefined) return { resource, why };
  }
  return undefined;
}
