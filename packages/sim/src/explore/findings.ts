import type { Finding } from './exploration.ts';
import type { Schedule } from './incident.ts';
import type { Broken } from './judge.ts';

interface Entry extends Finding {
  readonly alsoBy: Schedule[];
}

/**
 * What was found, each once: where one invariant says the same, or the same incidents at the same methods break it, that is one
 * finding, which other schedules bring about as well.
 */
export class Findings {
  readonly #entries: Entry[] = [];
  readonly #byKey: Map<string, Entry> = new Map();

  get list(): readonly Finding[] {
    return this.#entries;
  }

  /** Whether all of it was found before; if so, by this schedule as well. */
  meet(schedule: Schedule, broken: readonly Broken[]): boolean {
    if (!broken.every((one) => this.#known(schedule, one) !== undefined)) return false;
    for (const one of broken) this.#known(schedule, one)?.alsoBy.push(schedule);
    return true;
  }

  add(schedule: Schedule, broken: readonly Broken[], storyOf: (broken: Broken) => readonly string[]): void {
    for (const one of broken) {
      const known = this.#known(schedule, one);
      if (known !== undefined) {
        known.alsoBy.push(schedule);
        continue;
      }
      const entry: Entry = { ...one, schedule, alsoBy: [], story: storyOf(one) };
      this.#entries.push(entry);
      for (const key of keysOf(schedule, one)) this.#byKey.set(key, entry);
    }
  }

  #known(schedule: Schedule, broken: Broken): Entry | undefined {
    return keysOf(schedule, broken).flatMap((key) => this.#byKey.get(key) ?? [])[0];
  }
}

const keysOf = (schedule: Schedule, { invariant, message }: Broken): readonly string[] => [
  `${invariant}\n${message}`,
  [invariant, ...schedule.map(({ kind, method }) => `${kind} ${method}`)].join('\n'),
];
