import type { BackendService } from '@gcepool/api';
import { pathOf, pathReader } from '../cloud/link.ts';
import type { Observation, UnreachableZone } from '../observe/observe.ts';

/**
 * The zones out of reach in which the pool has something, or should: those whose group a backend service is linked to, and those
 * that have nodes, while groups matter. Of the others of a project a pool wants nothing. Pure.
 *
 * @param needsGroups Whether ports are served, or are taken out of groups, or groups are to be deleted.
 */
export function zonesOutOfReach(
  { unreachableZones, backendServices }: Pick<Observation, 'unreachableZones' | 'backendServices'>,
  needsGroups: boolean,
): readonly UnreachableZone[] {
  return unreachableZones.filter(
    (zone) => (needsGroups && zone.hasNodes) || backendServices.some((service) => isLinkedTo(service, [zone])),
  );
}

/** Whether a backend service is linked to the group of one of these zones. */
export function isLinkedTo({ backends = [] }: BackendService, zones: readonly UnreachableZone[]): boolean {
  if (zones.length === 0) return false;
  const path = pathReader();
  const groups = new Set(zones.map(({ instanceGroupLink }) => pathOf(instanceGroupLink)));
  return backends.some(({ group = '' }) => groups.has(path(group)));
}

/** Where a zone is. */
export const scopeOfZone = ({ name }: Pick<UnreachableZone, 'name'>): string => `zones/${name}`;
