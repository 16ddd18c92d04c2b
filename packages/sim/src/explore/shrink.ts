import type { Incident, Schedule } from './incident.ts';
import { loadFastCheck } from '../arbitraries/load-fast-check.ts';

/**
 * The smallest schedule found that still fails: with the fewest incidents, and those at the earliest calls.
 *
 * @param known incidents that may take the place of those of the schedule, the simplest first
 * @param mostRuns how often `fails` may be asked
 * @throws Error that says what to install, where there is no fast-check
 */
export async function shrink(
  schedule: Schedule,
  known: readonly Incident[],
  fails: (smaller: Schedule) => Promise<boolean>,
  mostRuns: number,
): Promise<Schedule> {
  const fc = loadFastCheck();
  const places = new Map(known.map((incident, index) => [keyOf(incident), index]));
  const example = schedule.map((incident) => places.get(keyOf(incident)) ?? -1);
  if (example.includes(-1)) return schedule;
  const schedules = fc.uniqueArray(fc.nat(known.length - 1), {
    minLength: 1,
    maxLength: schedule.length,
    // One incident at a call at most.
    selector: (place) => known[place]?.call,
  });
  const scheduleOf = (list: readonly number[]): Schedule =>
    list.flatMap((place) => known[place] ?? []).toSorted((a, b) => a.call - b.call);
  let smallest = schedule;
  let left = mostRuns;
  await fc.check(
    fc.asyncProperty(schedules, async (list) => {
      const smaller = scheduleOf(list);
      if (left-- <= 0 || !(await fails(smaller))) return;
      smallest = smaller;
      throw new Error('it fails');
    }),
    { examples: [[example]], numRuns: 1 },
  );
  return smallest;
}

const keyOf = ({ call, kind }: Incident): string => `${call} ${kind}`;
