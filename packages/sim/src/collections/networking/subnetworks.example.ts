import type { Examples } from '../examples.ts';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  subnetworks: { network: 'global/networks/a', ipCidrRange: '10.7.0.0/24' },
};
