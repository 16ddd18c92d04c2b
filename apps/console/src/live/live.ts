import type { CallRecord, Position } from '@gcepool/sim';
import type { ServerSentEvent } from '../server/server-sent-events.ts';

/** Where the simulator is, as its events say. */
export interface LivePosition extends Position {
  /** How many fault rules and forks there are. */
  readonly faults: number;
  readonly forks: number;
}

/** What is known without asking, for the events tell it. */
export interface Live {
  /** Undefined until the first event. */
  readonly position: LivePosition | undefined;
  /** The latest calls, oldest first. */
  readonly calls: readonly CallRecord[];
  /** How many calls between those were too many to be told. */
  readonly missed: number;
}

/** How many calls are remembered. */
const MOST_CALLS = 5_000;

export const NOTHING_YET: Live = { position: undefined, calls: [], missed: 0 };

/** What is known after an event. */
export function afterEvent(live: Live, { event, data }: ServerSentEvent): Live {
  if (event === 'position') {
    // The server that served this page is of its release.
    const position = JSON.parse(data) as LivePosition;
    const isCleared = position.calls < (live.calls.at(-1)?.sequence ?? 0);
    return { position, calls: isCleared ? [] : live.calls, missed: isCleared ? 0 : live.missed };
  }
  if (event !== 'calls') return live;
  const { calls, missed } = JSON.parse(data) as { readonly calls: readonly CallRecord[]; readonly missed: number };
  return { ...live, calls: withCalls(live.calls, calls), missed: live.missed + missed };
}

/** Calls that were known and others that come after them, or were told already. */
function withCalls(known: readonly CallRecord[], more: readonly CallRecord[]): readonly CallRecord[] {
  const last = known.at(-1)?.sequence ?? 0;
  return [...known, ...more.filter(({ sequence }) => sequence > last)].slice(-MOST_CALLS);
}

/** A text that is another one whenever the state may be; the log of calls is no part of it. */
export const stateKeyOf = ({ position }: Live): string =>
  position === undefined ? '' : `${position.beginnings} ${position.commands} ${position.now}`;
