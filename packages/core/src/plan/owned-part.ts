import type { BackendService, HealthCheck, InstanceGroup } from '@gcepool/api';
import { groupKindConflict } from './group-kinds.ts';
import type { DesiredPort, DesiredState, PortDeletion } from './desired-state.ts';
import { ownershipConflict, OwnershipConflictError } from '../names/ownership.ts';
import type { Owner } from '../names/ownership.ts';
import { resourceKey } from '../cloud/resource-key.ts';
import { regionOf } from '../ports/service-port.ts';
import type { Notice, Refusal } from './step.ts';

/** What there is under the names in question. */
export interface Present {
  readonly services: ReadonlyMap<string, BackendService>;
  readonly checks: ReadonlyMap<string, HealthCheck>;
  readonly groups: readonly InstanceGroup[];
}

/** The part of what is desired that can be done without touching what belongs to others, and the rest with the reasons. */
export interface OwnedPart {
  readonly ports: readonly DesiredPort[];
  readonly deletions: readonly PortDeletion[];
  readonly refused: readonly Refusal[];
  readonly notices: readonly Notice[];
}

/** Tells the pool's own from what only bears a name of the pool's. Pure. */
export function ownedPart(desired: DesiredState, present: Present, owner: Owner | undefined): OwnedPart {
  if (owner === undefined) return { ports: desired.ports, deletions: desired.deletions, refused: [], notices: [] };
  const foreignGroup = present.groups
    .map((group) => ({ resource: `instanceGroups/${group.name}`, why: ownershipConflict(group, owner) }))
    .find(({ why }) => why !== undefined);

  const refused: Refusal[] = [];
  const ports = desired.ports.filter(({ name, port }) => {
    const { nodePort, networkEndpointGroups = [] } = port;
    const foreign =
      foreignAt(name, regionOf(port), present, owner) ??
      (networkEndpointGroups.length === 0 ? foreignGroup : undefined);
    const existing = present.services.get(resourceKey(name, regionOf(port)));
    const message =
      foreign?.why === undefined
        ? existing && groupKindConflict(port, existing)
        : new OwnershipConflictError(foreign.resource, foreign.why).message;
    if (message !== undefined) refused.push({ nodePort, message });
    return message === undefined;
  });

  const notices: Notice[] = [];
  const deletions = desired.deletions.filter(({ name, region }) => {
    const foreign = foreignAt(name, region, present, owner);
    if (foreign === undefined) return true;
    notices.push({ about: foreign.resource, message: `is not of this pool and stays: ${foreign.why}` });
    return false;
  });
  return { ports, deletions, refused, notices };
}

function foreignAt(
  name: string,
  region: string | undefined,
  { services, checks }: Present,
  owner: Owner,
): { readonly resource: string; readonly why: string } | undefined {
  const key = resourceKey(name, region);
  const scope = region === undefined ? 'global' : `regions/${region}`;
  const found = [
    { resource: `${scope}/backendServices/${name}`, present: services.get(key) },
    { resource: `${scope}/healthChecks/${name}`, present: checks.get(key) },
  ];
  for (const { resource, present } of found) {
    const why = present && ownershipConflict(present, owner);
    if (why !== undefined) return { resource, why };
  }
  return undefined;
}
