/** The multi-region that is nearest to each part of the world; elsewhere a region keeps its own data (documented). */
const MULTI_REGIONS: readonly (readonly [prefix: string, location: string])[] = [
  ['us-', 'us'],
  ['northamerica-', 'us'],
  ['europe-', 'eu'],
  ['asia-', 'asia'],
];

/** Where images and snapshots of a disk are kept when nobody says where; `us` for what is in no region. */
export function storageLocationOf(diskPath: string): string {
  const [, , kind, place = ''] = diskPath.split('/');
  if (kind !== 'zones' && kind !== 'regions') return 'us';
  const region = kind === 'zones' ? place.slice(0, place.lastIndexOf('-')) : place;
  return MULTI_REGIONS.find(([prefix]) => place.startsWith(prefix))?.[1] ?? region;
}
