import { readWhole } from '../../read-fields.ts';
import { named } from './named.ts';
import type { Invariant } from '../run.ts';

/**
 * No run makes more than so many calls, whatever goes wrong; a run that was cut off for its calls breaks this too.
 *
 * @throws TypeError for what is no number of calls
 */
export function boundedCalls(most: number): Invariant {
  readWhole(most, 'boundedCalls', 1, Number.MAX_SAFE_INTEGER);
  return named('boundedCalls', (_, { calls, ends }) => {
    if (calls.length > most) throw new Error(`The program made ${calls.length} calls, and ${most} are the most.`);
    const cutOff = ends.find((end) => end.kind === 'cutOff');
    if (cutOff !== undefined) throw new Error(`The program ${cutOff.why} and was cut off.`);
  });
}
