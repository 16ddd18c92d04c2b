import type { HealthCheck } from '@gcepool/api';
import { canonicalJson } from '../ports/canonical-json.ts';
import { SETTINGS_OF } from '../ports/protocol.ts';

const TIMES = ['checkIntervalSec', 'timeoutSec', 'healthyThreshold', 'unhealthyThreshold'] as const;

/** What a health check asks, and how it judges the answers. */
export type ProbeSettings = Pick<
  HealthCheck,
  'type' | (typeof TIMES)[number] | (typeof SETTINGS_OF)[keyof typeof SETTINGS_OF]
>;

const ASKED: ReadonlySet<string> = new Set(['type', ...Object.values(SETTINGS_OF)]);
const FIELDS: ReadonlySet<string> = new Set([...ASKED, ...TIMES]);

/** The settings of a health check that probes go by. */
export function probeSettings(check: HealthCheck): ProbeSettings {
  return Object.fromEntries(Object.entries(check).filter(([field, value]) => FIELDS.has(field) && value !== undefined));
}

/** The same health check with other probes. */
export function withProbeSettings(check: HealthCheck, settings: ProbeSettings): HealthCheck {
  return { ...Object.fromEntries(Object.entries(check).filter(([field]) => !FIELDS.has(field))), ...settings };
}

/** True where both probe alike. */
export function isSameProbe(a: ProbeSettings, b: ProbeSettings): boolean {
  return canonicalJson(probeSettings(a)) === canonicalJson(probeSettings(b));
}

/**
 * True where an endpoint that passes one check may fail the other: another question, less time to answer, fewer failures
 * forgiven. How often it is asked, and how soon it is believed to be well again, takes nothing from those that are well.
 */
export function mayFail(before: ProbeSettings, after: ProbeSettings): boolean {
  const asked = (settings: ProbeSettings): string =>
    canonicalJson(Object.fromEntries(Object.entries(settings).filter(([field]) => ASKED.has(field))));
  const isLess = (field: 'timeoutSec' | 'unhealthyThreshold'): boolean => (after[field] ?? 0) < (before[field] ?? 0);
  return asked(before) !== asked(after) || isLess('timeoutSec') || isLess('unhealthyThreshold');
}

/** How long a check may take until every endpoint that fails it is UNHEALTHY. */
export const failureShowsAfterMs = (check: HealthCheck): number => showsAfterMs(check.unhealthyThreshold, check);

/** The same for those that pass it, until they are HEALTHY. */
export const successShowsAfterMs = (check: HealthCheck): number => showsAfterMs(check.healthyThreshold, check);

/** One interval more than the threshold, for probes begin at different times. What a check leaves out has GCE's defaults. */
const showsAfterMs = (threshold = 2, { checkIntervalSec = 5, timeoutSec = 5 }: HealthCheck): number =>
  ((threshold + 1) * checkIntervalSec + timeoutSec) * 1_000;
