import type { PoolEvent } from '@gcepool/core';
import type { Io } from '../io.ts';

/** How far a long piece of work has come. */
export interface Progress {
  readonly total: number;
  readonly finished: number;
  readonly failed: number;
  /** The step that was begun last, in words. */
  readonly current: string;
  /** A call that failed and is about to be made again, in words; empty where there is none. */
  readonly trouble: string;
}

const NOTHING: Progress = { total: 0, finished: 0, failed: 0, current: '', trouble: '' };

/** Fewer steps are done before a person has read the line. */
const LEAST = 5;

const BAR = 20;

/** The progress after what a pool tells. Pure. */
export function progressAfter(progress: Progress, event: PoolEvent): Progress {
  switch (event.type) {
    case 'planned':
      return { ...progress, total: progress.total + event.plan.waves.flat().length };
    case 'stepStarted':
      return { ...progress, current: `${event.step.verb} ${event.step.resource}` };
    case 'callRetried':
      return { ...progress, trouble: `${event.method} failed, again in ${Math.ceil(event.pauseMs / 1_000)} s` };
    case 'stepFinished': {
      const isFailed = 'error' in event.outcome;
      return {
        ...progress,
        finished: progress.finished + 1,
        failed: progress.failed + (isFailed ? 1 : 0),
        trouble: '',
      };
    }
    case 'driftFound':
      return progress;
  }
}

/** One line for a terminal of so many columns: `████░░░░ 12/206, 1 failed: create global/healthChecks/…`. Pure. */
export function progressLine({ total, finished, failed, current, trouble }: Progress, columns: number): string {
  const filled = total === 0 ? 0 : Math.round((finished / total) * BAR);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR - filled);
  const failures = failed === 0 ? '' : `, ${failed} failed`;
  const line = `${bar} ${finished}/${total}${failures}: ${trouble || current}`;
  return line.length < columns ? line : `${line.slice(0, Math.max(0, columns - 2))}…`;
}

/** Does work with a progress display, where the output has room for one; the line is gone when the work is done. */
export async function withProgress<T>(
  { progress: display }: Pick<Io, 'progress'>,
  work: (onEvent: (event: PoolEvent) => void) => Promise<T>,
): Promise<T> {
  if (display === undefined) return work(() => undefined);
  let progress = NOTHING;
  try {
    return await work((event) => {
      progress = progressAfter(progress, event);
      if (progress.total >= LEAST) display.show(progressLine(progress, display.columns()));
    });
  } finally {
    display.clear();
  }
}
