import process from 'node:process';
import { StoppedError } from '@gcepool/core';
import type { Io } from './io.ts';

/** How a long-running command is told to end. */
export interface Stop {
  /** End gracefully: finish what is under way. */
  readonly graceful: AbortSignal;
  /** End now: hand over what is under way to the next process. */
  readonly now: AbortSignal;
}

/**
 * What SIGTERM and SIGINT ask for: the first to end gracefully, the second, or so many milliseconds after the first, to end
 * now.
 *
 * @param graceMs - Never, if it is not given.
 */
export function stopSignals(graceMs?: number): Stop & { readonly release: () => void } {
  const graceful = new AbortController();
  const now = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const hear = (): void => {
    if (graceful.signal.aborted) return now.abort(new StoppedError());
    graceful.abort();
    if (graceMs !== undefined) timer = setTimeout(() => now.abort(new StoppedError()), graceMs);
  };
  const names = ['SIGINT', 'SIGTERM'] as const;
  for (const name of names) process.on(name, hear);
  const release = (): void => {
    for (const name of names) process.off(name, hear);
    clearTimeout(timer);
  };
  return { graceful: graceful.signal, now: now.signal, release };
}

/** Does work that a person may interrupt: at first what is under way is finished, and told of. */
export async function interruptible<T>({ remark }: Pick<Io, 'remark'>, work: (stop: Stop) => Promise<T>): Promise<T> {
  const { release, ...stop } = stopSignals();
  stop.graceful.addEventListener('abort', () =>
    remark('stopping: what is under way is finished first; a second signal stops at once'),
  );
  try {
    return await work(stop);
  } finally {
    release();
  }
}
