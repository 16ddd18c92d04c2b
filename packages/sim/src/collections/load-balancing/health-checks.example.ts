import type { Examples } from '../examples.ts';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  healthChecks: { type: 'TCP' },
  regionHealthChecks: { type: 'TCP' },
};
