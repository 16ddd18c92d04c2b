import type { Clock } from './clock.ts';
import { StoppedError } from './stopped-error.ts';

/** What ends a pause before its time. */
export interface PauseEnds {
  readonly clock?: Clock | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly stop?: AbortSignal | undefined;
}

/**
 * Sleeps, where the clock can.
 *
 * @param reason What the pause is for: the cause of a {@link StoppedError}.
 * @throws StoppedError where the pool is being stopped meanwhile; the reason of `signal` where that aborts.
 */
export async function pause(ms: number, { clock, signal, stop }: PauseEnds, reason?: unknown): Promise<void> {
  const ends = [signal, stop].filter((end) => end !== undefined);
  try {
    await clock?.sleep?.(ms, ends.length < 2 ? ends[0] : AbortSignal.any(ends));
  } catch (error) {
    if (signal?.aborted || !stop?.aborted) throw error;
  }
  if (stop?.aborted) throw new StoppedError(reason === undefined ? undefined : { cause: reason });
}
