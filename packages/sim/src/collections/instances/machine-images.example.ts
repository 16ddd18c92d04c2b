import { ZONE } from '../../../test/populated-project.ts';
import type { Examples } from '../../../test/examples.ts';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  machineImages: { sourceInstance: `${ZONE}/instances/a` },
};
