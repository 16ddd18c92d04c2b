import type { Examples } from '../examples.ts';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  reservations: {
    specificReservation: { count: '1', instanceProperties: { machineType: 'e2-medium' } },
  },
};
