import type { Examples } from '../examples.ts';

const REGION = 'regions/us-central1';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  regionUrlMaps: { defaultService: `${REGION}/backendServices/a` },
  urlMaps: { defaultService: 'global/backendServices/a' },
};
