import type { Examples } from '../examples.ts';
import { ZONE } from '../examples.ts';

const REGION = 'regions/us-central1';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  instantSnapshots: { sourceDisk: `${ZONE}/disks/a` },
  regionInstantSnapshots: { sourceDisk: `${REGION}/disks/a` },
};
