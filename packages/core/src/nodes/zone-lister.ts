/** Lists the zones that have nodes. A cloud can only list all its zones; a cluster knows which have nodes. */
export interface ZoneLister {
  listZones(): Promise<readonly string[]>;
}

/** A lister of fixed zones; a lister is returned as it is. */
export function zoneListerOf(zones: ZoneLister | readonly string[]): ZoneLister {
  return 'listZones' in zones ? zones : { listZones: () => Promise.resolve(zones) };
}
