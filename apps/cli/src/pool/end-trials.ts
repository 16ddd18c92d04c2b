import { stepLine } from '@gcepool/core';
import type { Io } from '../io.ts';
import type { PoolSession } from './pool-session.ts';

/** Waits for what comes of changed health checks, after all else is done; what that is is in the session's record. */
export async function endTrials({ pool, record }: PoolSession, { remark }: Pick<Io, 'remark'>): Promise<void> {
  if (pool.trialsDueInMs === undefined) return;
  for (const { step } of record.outcomes)
    if (step.verb === 'watch') remark(`${stepLine(step)} (not with --healthy-within none)`);
  await record.attempt('health checks', () => pool.endTrials());
}
