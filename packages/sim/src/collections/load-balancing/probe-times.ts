import { invalid } from '../../kernel/refusal.ts';
import { checkNumber } from '../number-range.ts';
import type { Resource } from '../../wire/wire.ts';

type ProbeTimes = Pick<
  Resource<'HealthCheck'>,
  'checkIntervalSec' | 'timeoutSec' | 'healthyThreshold' | 'unhealthyThreshold'
>;

/** How often every kind of health check probes unless told otherwise. */
export const PROBE_DEFAULTS = {
  checkIntervalSec: 5,
  timeoutSec: 5,
  healthyThreshold: 2,
  unhealthyThreshold: 2,
} as const;

const RANGES: { readonly [Field in keyof ProbeTimes]-?: readonly [least: number, most: number] } = {
  checkIntervalSec: [1, 300],
  timeoutSec: [1, 300],
  healthyThreshold: [1, 10],
  unhealthyThreshold: [1, 10],
};

const FIELDS = ['checkIntervalSec', 'timeoutSec', 'healthyThreshold', 'unhealthyThreshold'] as const;

/** @throws Refusal when a time is out of range, or a probe may take longer than the time between two (documented) */
export function checkProbeTimes(resource: ProbeTimes): void {
  for (const field of FIELDS) checkNumber(resource[field], RANGES[field], `resource.${field}`);
  const { timeoutSec = NaN, checkIntervalSec = NaN } = resource;
  if (timeoutSec > checkIntervalSec) {
    throw invalid('resource.timeoutSec', timeoutSec, 'TimeoutSec should be less than checkIntervalSec.');
  }
}
