import type { Chance } from '../traffic/chance.ts';
import type { FaultKindOfRun } from './fault-kinds.ts';
import type { Incident, Schedule } from './incident.ts';
import { CRASH, SWITCH } from './incident.ts';
import type { RunCall } from './run.ts';

/** Every single thing that can go wrong in a run, in the order of its calls. */
export function singleIncidents(
  calls: readonly RunCall[],
  kinds: ReadonlyMap<string, FaultKindOfRun>,
  hasCrashes: boolean,
): readonly Incident[] {
  return calls.flatMap((call) => {
    const names = [...kinds].filter(([, { prey, tampering }]) => isPrey(call, prey, 'staleWrites' in tampering));
    const incidents = names.map(([kind]) => incidentAt(call, kind));
    return hasCrashes ? [incidentAt(call, CRASH), ...incidents] : incidents;
  });
}

const incidentAt = ({ number, method }: Pick<RunCall, 'method' | 'number'>, kind: string): Incident => ({
  call: number,
  method,
  kind,
});

function isPrey({ isMutation, method }: RunCall, prey: FaultKindOfRun['prey'], isStale: boolean): boolean {
  if (isStale) return !isMutation && /(?<!Operations)\.(?:get|list|aggregatedList)$/.test(method);
  return prey === 'all' || isMutation === (prey === 'mutations');
}

/** Schedules by which one instance is stopped before each of its calls, until the other has made so many, or is done. */
export function* interleavings(calls: readonly RunCall[]): Generator<Schedule> {
  for (const call of calls) yield [incidentAt(call, SWITCH)];
  // A second switch: the other one makes some calls, and is stopped in turn.
  for (const first of calls) {
    for (const second of calls) {
      const at = first.number + second.number;
      yield [incidentAt(first, SWITCH), { ...incidentAt(second, SWITCH), call: at }];
    }
  }
}

/** Pairs of incidents at different calls, each once, in an order that chance gives. */
export function* pairs(incidents: readonly Incident[], chance: Chance): Generator<Schedule> {
  const count = incidents.length;
  const seen = new Set<number>();
  // As many as there can be, and no more draws than that takes: what was drawn is drawn again, so the rest is given up.
  for (let draws = 0; draws < 4 * count * count; draws++) {
    const [a, b] = [chance.between(0, count - 1), chance.between(0, count - 1)];
    const [first, second] = [incidents[Math.min(a, b)], incidents[Math.max(a, b)]];
    if (first === undefined || second === undefined || first.call >= second.call) continue;
    const key = Math.min(a, b) * count + Math.max(a, b);
    if (seen.has(key)) continue;
    seen.add(key);
    yield [first, second];
  }
}
