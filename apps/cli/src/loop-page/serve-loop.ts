import { Failure } from '../failure.ts';
import type { LoopFacts, LoopNow } from './loop-document.ts';
import { loopDocument, runDocument } from './loop-document.ts';

/** Where people see a loop; nowhere without a port. */
export interface LoopPlace {
  /** Port of the page, on 127.0.0.1. */
  readonly console?: number;
}

/** A page that shows a loop, being served. */
export interface LoopPage {
  readonly url: string;
  /** Tells whoever looks on that there is something new. */
  changed(): void;
  close(): Promise<void>;
}

const RUN = /^\/_loop\/runs\/(\d{1,9})$/;

/**
 * Serves the page of a loop, which is built of what `now` gives when somebody looks.
 *
 * @param place.folder where the page is; by default where the console is installed
 * @throws Failure where it cannot be served there
 */
export async function serveLoop(
  facts: LoopFacts,
  now: () => LoopNow,
  { port, folder }: { readonly port: number; readonly folder?: string | undefined },
): Promise<LoopPage> {
  const { listenConsole } = await import('@gcepool/sim/console');
  const answer = (path: string): object | undefined => {
    if (path === '/_loop') return loopDocument(facts, now());
    const number = Number(RUN.exec(path)?.[1]);
    const run = now().runs.find((each) => each.number === number);
    return run && runDocument(run);
  };
  const pages = folder === undefined ? {} : { folder };
  return listenConsole({ page: 'loop', port, answer, events: '/_loop/events', ...pages }).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    const isTaken = error instanceof Error && 'code' in error;
    const wayOut = isTaken ? '; choose another, or 0 for any free one' : '';
    throw new Failure(1, `--console ${port}: ${reason}${wayOut}`, { cause: error });
  });
}
