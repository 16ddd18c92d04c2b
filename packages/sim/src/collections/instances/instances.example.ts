import type { Examples } from '../examples.ts';
import { instanceNamed } from '../examples.ts';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  instances: instanceNamed('x'),
};
