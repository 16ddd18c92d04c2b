import { named } from './named.ts';
import type { Invariant } from '../run.ts';

/** Every run ends by itself: with a result or an error, and within the limits of the exploration. */
export const ends = (): Invariant =>
  named('ends', (_, run) => {
    for (const end of run.ends) if (end.kind === 'cutOff') throw new Error(`The program did not end: it ${end.why}.`);
  });
