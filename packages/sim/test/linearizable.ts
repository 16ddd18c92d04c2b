import fc from 'fast-check';

/** Something that somebody asked, from when to when, and what it may have done. */
export interface Timed {
  readonly start: number;
  /** Infinity where nobody knows when it took effect, or whether it did. */
  readonly end: number;
}

/**
 * Gives the states in which an operation may leave a state: none where what was answered cannot have been answered in it, several
 * where nobody knows.
 */
export type Step<Op, State> = (state: State, op: Op) => readonly State[];

/**
 * Whether there is an order of all operations, in which none comes before one that ended before it began, and in which each
 * answers what it answered: as Wing and Gong search for it, remembering where it was already (Lowe).
 *
 * @param key by which states are told apart
 */
export function isLinearizable<Op extends Timed, State>(
  history: readonly Op[],
  initial: State,
  step: Step<Op, State>,
  key: (state: State) => string = String,
): boolean {
  const ops = history.toSorted((a, b) => a.start - b.start);
  const seen = new Set<string>();
  const isDone = ops.map(() => false);
  const search = (state: State, left: number): boolean => {
    // What nobody knows to be done may be left out, which the step says itself.
    if (left === 0) return true;
    const place = `${isDone.map(Number).join('')} ${key(state)}`;
    if (seen.has(place)) return false;
    seen.add(place);
    let firstEnd = Infinity;
    for (const [index, op] of ops.entries()) if (isDone[index] !== true) firstEnd = Math.min(firstEnd, op.end);
    for (const [index, op] of ops.entries()) {
      // Later ones begin after another has ended.
      if (op.start > firstEnd) break;
      if (isDone[index] === true) continue;
      isDone[index] = true;
      for (const next of step(state, op)) if (search(next, left - 1)) return true;
      isDone[index] = false;
    }
    return false;
  };
  return search(initial, ops.length);
}

/**
 * Of a history that is not linearizable as little as is still not, as fast-check shrinks it: what was begun after some moment is left out, and so
 * is each read on which nothing depends. Of what had not ended by that moment nobody knows.
 */
export function smallestLoser<Op extends Timed>(
  history: readonly Op[],
  isRight: (history: readonly Op[]) => boolean,
  isRead: (op: Op) => boolean,
  asUnknown: (op: Op) => Op,
): readonly Op[] {
  const ends = history.map(({ end }) => end).filter(Number.isFinite);
  const moments = [...ends.toSorted((a, b) => a - b), Infinity];
  const reads = history.filter(isRead);
  const partOf = (last: number, kept: readonly Op[]): readonly Op[] => {
    const moment = moments[last] ?? Infinity;
    return history
      .filter((op) => op.start <= moment && (isRead(op) ? op.end <= moment && kept.includes(op) : true))
      .map((op) => (op.end <= moment ? op : asUnknown(op)));
  };
  const all: [number, Op[]] = [moments.length - 1, reads];
  const { counterexample } = fc.check(
    fc.property(fc.nat({ max: moments.length - 1 }), fc.subarray(reads), (last, kept) => isRight(partOf(last, kept))),
    // All of it is what it begins with, and shrinks.
    { examples: [all], numRuns: 1 },
  );
  return partOf(...(counterexample ?? all));
}
