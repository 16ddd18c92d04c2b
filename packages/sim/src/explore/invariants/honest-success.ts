import { tellDifference } from '../end-state.ts';
import { named } from './named.ts';
import type { Invariant } from '../run.ts';

/** A program that ends well has left everything as it does without a fault, but for ids, times, and addresses that nobody chose. */
export const honestSuccess = (): Invariant =>
  named('honestSuccess', (_, run) => {
    if (!run.ends.some(({ kind }) => kind === 'returned')) return;
    const told = tellDifference(run);
    if (told !== undefined) throw new Error(`The program ended well, and not everything is as it should be: ${told}.`);
  });
