import type { Invariant } from '../run.ts';

/** An invariant that is told of by this name. */
export const named = (name: string, invariant: Invariant): Invariant =>
  Object.defineProperty(invariant, 'name', { value: name });
