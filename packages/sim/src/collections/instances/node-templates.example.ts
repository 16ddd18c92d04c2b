import type { Examples } from '../examples.ts';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  nodeTemplates: { nodeType: 'n1-node-96-624' },
};
