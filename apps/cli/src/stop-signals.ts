import process from 'node:process';

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
 */
export function stopSignals(graceMs: number): Stop & { readonly release: () => void } {
  const graceful = new AbortController();
  const now = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const hear = (): void => {
    if (graceful.signal.aborted) return now.abort();
    graceful.abort();
    timer = setTimeout(() => now.abort(), graceMs);
  };
  const names = ['SIGINT', 'SIGTERM'] as const;
  for (const name of names) process.on(name, hear);
  const release = (): void => {
    for (const name of names) process.off(name, hear);
    clearTimeout(timer);
  };
  return { graceful: graceful.signal, now: now.signal, release };
}
