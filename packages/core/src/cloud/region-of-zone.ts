/** The region that a zone is in, by their names: `us-central1` of `us-central1-a`. */
export const regionOfZone = (zone: string): string => zone.replace(/-[^-]*$/, '');
