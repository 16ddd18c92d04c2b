import type { Removable } from './removal-cap.ts';

/** So long a removal counts. */
const WINDOW_MS = 3_600_000;

/** How many fewer there were at a time; below 0 where there were more. */
interface Change {
  readonly what: Removable;
  readonly count: number;
  readonly at: number;
}

/** Remembers how much was removed within the last hour. Has no clock: times are parameters, and without one it knows nothing. */
export class RecentRemovals {
  #removals: readonly Change[] = [];

  /** @param count How many fewer there are; below 0 where there are more. */
  note(what: Removable, count: number, now: number | undefined): void {
    if (count !== 0 && now !== undefined) this.#removals = [...this.#recent(now), { what, count, at: now }];
  }

  /** How many fewer there are than an hour ago. */
  lately(what: Removable, now: number | undefined): number {
    if (now === undefined) return 0;
    const counts = this.#recent(now).filter((each) => each.what === what);
    return Math.max(
      0,
      counts.reduce((sum, { count }) => sum + count, 0),
    );
  }

  #recent(now: number): readonly Change[] {
    return this.#removals.filter(({ at }) => now - at < WINDOW_MS);
  }
}
