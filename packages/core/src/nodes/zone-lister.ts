/** Says in which zones the nodes are. A cloud can only say all its zones; a cluster knows better. */
export interface ZoneLister {
  listZones(): Promise<readonly string[]>;
}

/** A lister of zones that are known beforehand; a lister is left as it is. */
export function zoneListerOf(zones: ZoneLister | readonly string[]): ZoneLister {
  return 'listZones' in zones ? zones : { listZones: () => Promise.resolve(zones) };
}
