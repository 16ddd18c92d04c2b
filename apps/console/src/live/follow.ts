import type { CallRecord, Position } from '@gcepool/sim';
import { Refused } from '../server/server.ts';
import type { Server } from '../server/server.ts';
import { readEvents } from '../server/server-sent-events.ts';
import type { Live } from './live.ts';
import { afterEvent, NOTHING_YET } from './live.ts';

/** How it stands with the events. */
export type Link =
  | { readonly kind: 'opening' | 'live' }
  /** The server is gone, and is asked again until it is back. */
  | { readonly kind: 'lost' }
  /** Another server is there now, which knows nothing of this page: it is to be loaded again. */
  | { readonly kind: 'replaced' }
  | { readonly kind: 'refused'; readonly status: number; readonly message: string };

const AGAIN_MS = 1_000;
/** How many calls that came before are asked for. */
const EARLIER_CALLS = 1_000;

/** Follows the events of a simulator until the signal says so, and through restarts of the server. */
export async function follow(
  server: Server,
  tell: (live: Live, link: Link) => void,
  signal: AbortSignal,
): Promise<void> {
  let wasLost = false;
  while (!signal.aborted) {
    try {
      await followOnce(server, tell, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Refused) {
        if (wasLost && error.status === 403) return tell(NOTHING_YET, { kind: 'replaced' });
        return tell(NOTHING_YET, { kind: 'refused', status: error.status, message: error.message });
      }
    }
    if (signal.aborted) return;
    wasLost = true;
    tell(NOTHING_YET, { kind: 'lost' });
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

async function followOnce(server: Server, tell: (live: Live, link: Link) => void, signal: AbortSignal): Promise<void> {
  const stream = await server.follow(signal);
  const position = await server.ask<Position>('GET', '/position');
  const since = Math.max(0, position.calls - EARLIER_CALLS);
  const earlier = await server.ask<{ readonly calls: readonly CallRecord[] }>('GET', `/calls?since=${since}`);
  let live: Live = { ...NOTHING_YET, calls: earlier.calls };
  let come = '';
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const { events, rest } = readEvents(come + text);
    come = rest;
    if (events.length === 0) continue;
    live = events.reduce(afterEvent, live);
    tell(live, { kind: 'live' });
  }
}
