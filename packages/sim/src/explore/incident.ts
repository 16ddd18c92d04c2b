import { readFields, readText, readWhole, show } from '../read-fields.ts';

/** Something that happens at one call of a run. */
export interface Incident {
  /** Which call of the run it happens at, from 1 on. The calls of all instances and of all starts count. */
  readonly call: number;
  /** The method of that call when it was found, such as `disks.insert`: another is called there if the program has changed. */
  readonly method: string;
  /**
   * The name of a kind of fault; `crash` kills the instance right before the call; from `switch` on it is the other instance's
   * turn.
   */
  readonly kind: string;
}

/** What happens in a run, by call; one incident at a call at most. */
export type Schedule = readonly Incident[];

export const CRASH = 'crash';
export const SWITCH = 'switch';

/** @throws TypeError for what is no schedule, naming the field */
export function readSchedule(value: unknown, field: string, kinds: Iterable<string>): Schedule {
  if (!Array.isArray(value)) throw new TypeError(`${field} must be a list of incidents; got ${show(value)}`);
  const known = [...kinds, CRASH, SWITCH];
  const seen = new Set<number>();
  return value.map((one: unknown, index) => {
    const at = `${field}[${index}]`;
    const fields = readFields(one, at, ['call', 'method', 'kind']);
    const call = readWhole(fields['call'], `${at}.call`, 1, Number.MAX_SAFE_INTEGER);
    if (seen.has(call)) throw new TypeError(`${at}.call: something else happens at call ${call} already`);
    seen.add(call);
    const kind = readText(fields['kind'], `${at}.kind`);
    if (!known.includes(kind)) throw new TypeError(`${at}.kind must be one of ${known.join(', ')}; got ${show(kind)}`);
    return { call, method: readText(fields['method'], `${at}.method`), kind };
  });
}
