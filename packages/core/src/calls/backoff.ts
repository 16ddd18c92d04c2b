/** How failed calls are retried. */
export interface Backoff {
  /** Attempts at a call in all; as many as patience allows by default. 1 never retries. */
  readonly attempts?: number | undefined;
  /** Pause before the second attempt, in milliseconds; doubled for each one after. 1 000 by default. */
  readonly firstMs?: number | undefined;
  /** The longest pause, in milliseconds; 32 000 by default. */
  readonly longestMs?: number | undefined;
}

/**
 * Pause after the given attempt (1 is the first), in milliseconds: half fixed, half random, so that clients that were
 * refused together do not retry together.
 */
export function pauseAfter(
  attempt: number,
  { firstMs = 1_000, longestMs = 32_000 }: Backoff,
  random: () => number,
): number {
  const full = Math.min(longestMs, firstMs * 2 ** (attempt - 1));
  return full / 2 + (full / 2) * random();
}
