import type { HealthCheck } from '@gcepool/api';

/** One look is a call for each group. */
const SHORTEST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 15_000;
const EARLY_PAUSE_MS = 60_000;

/** How soon to look again where states may change at any time. */
export function pauseBetweenLooksMs({ checkIntervalSec = 5 }: HealthCheck): number {
  return Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, checkIntervalSec * 250));
}

/** The same after so long of a trial: until as many probes can have failed as it takes, there is little to see. */
export function pauseOnTrialMs(check: HealthCheck, passedMs: number): number {
  const { unhealthyThreshold = 2, checkIntervalSec = 5 } = check;
  const earlyMs = (unhealthyThreshold - 1) * checkIntervalSec * 1_000 - passedMs;
  return Math.max(pauseBetweenLooksMs(check), Math.min(EARLY_PAUSE_MS, earlyMs));
}
