import type { Simulator } from '../simulator.ts';

/** How many calls are told at a time. */
const MOST_CALLS = 500;

/** What a reader was told. */
export interface Told {
  /** The last position. */
  readonly position: string;
  /** The last call. */
  readonly calls: number;
}

/** What a reader that was told this is to be told now, as server-sent events; empty if nothing happened. */
export function newsOf(
  simulator: Simulator,
  told: Told,
  forks: number,
): { readonly text: string; readonly told: Told } {
  const now = simulator.position();
  const position = JSON.stringify({ ...now, faults: simulator.faults.list().length, forks });
  if (position === told.position) return { text: '', told };
  // Where there are fewer than before, the log was cleared.
  const since = now.calls < told.calls ? 0 : told.calls;
  const first = Math.max(since, now.calls - MOST_CALLS);
  const calls = first === now.calls ? [] : simulator.calls.list(first);
  const missed = now.calls - since - calls.length;
  return {
    text: `event: position\ndata: ${position}\n\n${calls.length === 0 ? '' : callsEvent(calls, missed)}`,
    told: { position, calls: now.calls },
  };
}

const callsEvent = (calls: readonly object[], missed: number): string =>
  `event: calls\ndata: ${JSON.stringify({ calls, missed })}\n\n`;
