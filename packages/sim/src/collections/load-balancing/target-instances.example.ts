import type { Examples } from '../examples.ts';
import { ZONE } from '../examples.ts';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  targetInstances: { instance: `${ZONE}/instances/a` },
};
