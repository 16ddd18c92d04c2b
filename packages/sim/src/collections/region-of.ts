import { invalid } from '../kernel/refusal.ts';
import { parseScope } from '../kernel/resource-path.ts';
import { pathOf } from '../kernel/self-link.ts';
import { regionOfZone } from './geography.ts';

/** The region that a path lies in, be it in one of the region's zones; the empty text for a path of no place. */
export function regionOf(path: string): string {
  const { scopeKind, location } = parseScope(path);
  return scopeKind === 'zones' ? regionOfZone(location) : location;
}

/** @throws Refusal for a link to something that lies in no zone of the region, nor in the region itself */
export function checkInRegion(link: string, field: string, region: string): void {
  if (regionOf(pathOf(link) ?? '') === region) return;
  throw invalid(field, link, `It must be in region '${region}'.`);
}
