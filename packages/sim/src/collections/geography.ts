/** The zones of each public region, by the letter that ends their names. */
const ZONE_LETTERS: Readonly<Record<string, string>> = {
  'africa-south1': 'abc',
  'asia-east1': 'abc',
  'asia-east2': 'abc',
  'asia-northeast1': 'abc',
  'asia-northeast2': 'abc',
  'asia-northeast3': 'abc',
  'asia-south1': 'abc',
  'asia-south2': 'abc',
  'asia-southeast1': 'abc',
  'asia-southeast2': 'abc',
  'australia-southeast1': 'abc',
  'australia-southeast2': 'abc',
  'europe-central2': 'abc',
  'europe-north1': 'abc',
  'europe-north2': 'abc',
  'europe-southwest1': 'abc',
  'europe-west1': 'bcd',
  'europe-west10': 'abc',
  'europe-west12': 'abc',
  'europe-west2': 'abc',
  'europe-west3': 'abc',
  'europe-west4': 'abc',
  'europe-west6': 'abc',
  'europe-west8': 'abc',
  'europe-west9': 'abc',
  'me-central1': 'abc',
  'me-central2': 'abc',
  'me-west1': 'abc',
  'northamerica-northeast1': 'abc',
  'northamerica-northeast2': 'abc',
  'northamerica-south1': 'abc',
  'southamerica-east1': 'abc',
  'southamerica-west1': 'abc',
  'us-central1': 'abcf',
  'us-east1': 'bcd',
  'us-east4': 'abc',
  'us-east5': 'abc',
  'us-east7': 'abc',
  'us-south1': 'abc',
  'us-west1': 'abc',
  'us-west2': 'abc',
  'us-west3': 'abc',
  'us-west4': 'abc',
};

/** All public regions, by name. */
export const regionNames: readonly string[] = Object.keys(ZONE_LETTERS);

/** Zones of one region, by name; empty for an unknown region. */
export const zonesOf = (region: string): readonly string[] =>
  Object.hasOwn(ZONE_LETTERS, region)
    ? (ZONE_LETTERS[region] ?? '').split('').map((letter) => `${region}-${letter}`)
    : [];

/** All public zones, by name. */
export const zoneNames: readonly string[] = regionNames.flatMap(zonesOf);

/** `us-central1-a` → `us-central1`. */
export const regionOfZone = (zone: string): string => zone.slice(0, zone.lastIndexOf('-'));

const zoneSet: ReadonlySet<string> = new Set(zoneNames);

export const isZone = (name: string): boolean => zoneSet.has(name);
export const isRegion = (name: string): boolean => Object.hasOwn(ZONE_LETTERS, name);
