import { ZONE } from '../../../test/populated-project.ts';
import type { Examples } from '../../../test/examples.ts';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  routes: {
    network: 'global/networks/default',
    destRange: '10.99.0.0/24',
    nextHopInstance: `${ZONE}/instances/a`,
    priority: 5,
  },
};
