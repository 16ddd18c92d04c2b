import { invalid } from '../../kernel/refusal.ts';
import { parseScope } from '../../kernel/resource-path.ts';
import { isRegion } from '../geography.ts';

/** The multi-region that is nearest to each part of the world; elsewhere a region keeps its own data (documented). */
const MULTI_REGIONS: readonly (readonly [prefix: string, location: string])[] = [
  ['us-', 'us'],
  ['northamerica-', 'us'],
  ['europe-', 'eu'],
  ['asia-', 'asia'],
];

/** Where images and snapshots of a disk are kept when nobody says where; `us` for what is in no region. */
export function storageLocationOf(diskPath: string): string {
  const { scopeKind, location } = parseScope(diskPath);
  if (location === '') return 'us';
  const region = scopeKind === 'zones' ? location.slice(0, location.lastIndexOf('-')) : location;
  return MULTI_REGIONS.find(([prefix]) => location.startsWith(prefix))?.[1] ?? region;
}

/**
 * Images and snapshots are kept in one region, or in one part of the world (documented).
 *
 * @throws Refusal for other places
 */
export function checkStorageLocations(locations: readonly string[] = []): void {
  if (locations.length > 1) {
    throw invalid('resource.storageLocations', locations, 'Only one location can be specified.');
  }
  const [location = ''] = locations;
  const isMultiRegion = MULTI_REGIONS.some(([, name]) => name === location.toLowerCase());
  if (location === '' || isMultiRegion || isRegion(location.toLowerCase())) return;
  throw invalid('resource.storageLocations[0]', location, 'It must be a region, or one of us, eu and asia.');
}
