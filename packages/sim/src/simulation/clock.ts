import { completesAt, dueOfAll, findOperation } from '../kernel/operation-time.ts';
import type { State } from '../kernel/state.ts';

/** How virtual time passes. */
export type ClockMode =
  /** The default. Every mutation takes a millisecond; a read jumps to the end of whatever is running in its project. */
  | 'instant'
  /** Time stands still but for `advance`. */
  | 'manual'
  /** Time is the machine's. */
  | 'real';

/** The simulator's clock. */
export interface Clock {
  readonly mode: ClockMode;
  /** Virtual time, in milliseconds since the epoch. */
  now(): number;
  /**
   * Moves time forward and completes the operations that are due on the way.
   *
   * @param ms milliseconds, not negative
   */
  advance(ms: number): void;
  /**
   * Moves time forward until no operation is running but those that never end.
   *
   * @returns virtual time, in milliseconds since the epoch
   * @throws TypeError with the real clock, which nobody can push
   */
  runUntilIdle(): number;
  /**
   * Moves time forward until an operation is done, and with it all that are due before it.
   *
   * @param operation its name, its path or its link
   * @returns virtual time, in milliseconds since the epoch
   * @throws TypeError with the real clock, and for an operation that is unknown or never ends
   */
  runUntil(operation: string): number;
}

/** What a clock moves: a state, and the way to bring it to a later time. */
export interface Timed {
  readonly state: State;
  advance(now: number): void;
}

/** The clock of what `timed` gives. */
export function createClock(mode: ClockMode, timed: () => Timed): Clock {
  const runTo = (time: number): number => {
    const now = Math.max(time, timed().state.now);
    timed().advance(now);
    return now;
  };
  const refuseReal = (method: string): void => {
    if (mode !== 'real') return;
    throw new TypeError(`clock.${method} cannot push the real clock: use clock 'manual' or 'instant', or wait`);
  };
  return {
    mode,
    now: () => timed().state.now,
    advance: (ms) => {
      const time = Math.round(timed().state.now + ms);
      if (!(ms >= 0) || !(time <= LATEST)) {
        throw new TypeError(`clock.advance needs a number of milliseconds, not negative and finite; got ${ms}`);
      }
      timed().advance(time);
    },
    runUntilIdle: () => {
      refuseReal('runUntilIdle');
      return runTo(dueOfAll(timed().state) ?? 0);
    },
    runUntil: (operation) => {
      refuseReal('runUntil');
      const { state } = timed();
      const path = findOperation(operation, state);
      if (path === undefined) {
        throw new TypeError(`clock.runUntil needs the name, path or link of an operation; none is '${operation}'`);
      }
      const due = completesAt(path, state);
      if (due === Infinity) throw new TypeError(`clock.runUntil cannot wait for '${path}', which never ends`);
      return runTo(due);
    },
  };
}

/** The end of the year 9999: RFC 3339 knows no later time. */
export const LATEST = 253_402_300_799_999;
