import type { Examples } from '../examples.ts';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  firewalls: { allowed: [{ IPProtocol: 'tcp' }] },
};
