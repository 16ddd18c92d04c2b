import type { JsonObject } from '../../kernel/json.ts';
import { invalid } from '../../kernel/refusal.ts';
import { checkNumber } from '../number-range.ts';

/** How often every kind of health check probes unless told otherwise. */
export const PROBE_DEFAULTS: JsonObject = {
  checkIntervalSec: 5,
  timeoutSec: 5,
  healthyThreshold: 2,
  unhealthyThreshold: 2,
};

const RANGES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  checkIntervalSec: [1, 300],
  timeoutSec: [1, 300],
  healthyThreshold: [1, 10],
  unhealthyThreshold: [1, 10],
};

/** @throws Refusal when a time is out of range, or a probe may take longer than the time between two */
export function checkProbeTimes(resource: JsonObject): void {
  for (const [field, range] of Object.entries(RANGES)) {
    checkNumber(resource[field], range, `resource.${field}`);
  }
  const { timeoutSec, checkIntervalSec } = resource;
  if (Number(timeoutSec) > Number(checkIntervalSec)) {
    throw invalid('resource.timeoutSec', timeoutSec, 'TimeoutSec should be less than checkIntervalSec.');
  }
}
