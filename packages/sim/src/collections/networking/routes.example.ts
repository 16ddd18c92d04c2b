import type { Examples } from '../examples.ts';
import { ZONE } from '../examples.ts';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  routes: {
    network: 'global/networks/default',
    destRange: '10.99.0.0/24',
    nextHopInstance: `${ZONE}/instances/a`,
    priority: 5,
  },
};
