import { parseScope } from '../../kernel/resource-path.ts';

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
