import { readEvents } from '../server/server-sent-events.ts';
import type { Sender } from '../server/server.ts';
import { Refused } from '../server/server.ts';
import type { LoopDocument } from './loop-document.ts';

/** What is known of a loop, and how it stands with the process that runs it. */
export type Seen =
  | { readonly kind: 'opening' }
  | { readonly kind: 'live' | 'lost'; readonly loop: LoopDocument }
  /** Another process is there now, which knows nothing of this page: it is to be loaded again. */
  | { readonly kind: 'replaced' }
  | { readonly kind: 'refused'; readonly message: string };

const AGAIN_MS = 1_000;

/** Follows a loop until the signal says so, and through restarts of its process. */
export async function followLoop(send: Sender, tell: (seen: Seen) => void, signal: AbortSignal): Promise<void> {
  let loop: LoopDocument | undefined;
  const isOver = (): boolean => signal.aborted;
  while (!isOver()) {
    try {
      const { body } = await send('GET', '/events', { signal });
      let come = '';
      for await (const text of body?.pipeThrough(new TextDecoderStream()) ?? []) {
        const { events, rest } = readEvents(come + text);
        come = rest;
        if (events.length === 0) continue;
        const answer = await send('GET', '', { signal });
        // The server that served this page is of its release.
        loop = (await answer.json()) as LoopDocument;
        tell({ kind: 'live', loop });
      }
    } catch (error) {
      if (isOver()) return;
      if (error instanceof Refused) {
        if (loop !== undefined && error.status === 403) return tell({ kind: 'replaced' });
        return tell({ kind: 'refused', message: error.message });
      }
    }
    if (isOver()) return;
    if (loop !== undefined) tell({ kind: 'lost', loop });
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}
