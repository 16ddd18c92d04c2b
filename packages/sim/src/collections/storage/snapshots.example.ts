import type { Examples } from '../examples.ts';
import { ZONE } from '../examples.ts';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  regionSnapshots: { sourceDisk: `${ZONE}/disks/a` },
  snapshots: { sourceDisk: `${ZONE}/disks/a` },
};
