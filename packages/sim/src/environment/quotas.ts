import { quotaMetrics } from '../collections/projects/quota-metrics.ts';
import { isRegion } from '../collections/geography.ts';
import { projectQuotas, quotaKey, regionQuotas } from '../collections/projects/quotas.ts';
import type { State } from '../kernel/state.ts';
import { readFields, show } from '../read-fields.ts';
import type { WorldCommand } from '../simulation/world-command.ts';

/** Whose quotas: those of a project, or those of a region of it. */
export interface QuotaScope {
  readonly project: string;
  /** Such as `us-central1`. Absent for what is the whole project's. */
  readonly region?: string;
}

/** A limit to set; see {@link Quotas.set}. */
export interface QuotaSetting extends QuotaScope {
  /** GCE's name, such as `BACKEND_SERVICES` of a project or `CPUS` of a region. */
  readonly metric: string;
  /** How many there may be, not negative; what there is already stays. */
  readonly limit: number;
  /**
   * How a request fails that would break the limit: refused with 403 `quotaExceeded`, or accepted with an operation that
   * ends in `QUOTA_EXCEEDED`. Default: `atOnce`.
   */
  readonly failure?: 'atOnce' | 'operation';
}

/** A quota as {@link Quotas.list} shows it. */
export interface QuotaStatus {
  readonly metric: string;
  readonly limit: number;
  /** What there is, and what unfinished operations are about to make. */
  readonly usage: number;
  /** How a request fails that would break the limit; `none` where the limit is only shown. */
  readonly failure: 'atOnce' | 'operation' | 'none';
}

/** Limits on how much of everything a project may have, as `projects.get` and `regions.get` show them. */
export interface Quotas {
  /**
   * Sets a limit, which is enforced from now on.
   *
   * @throws TypeError for a field that makes no sense, or a metric that is not counted here
   */
  set(setting: QuotaSetting): void;
  /**
   * All quotas of a project, or of a region.
   *
   * @throws TypeError for a project or region that cannot be
   */
  list(scope: QuotaScope): readonly QuotaStatus[];
}

/** The face to the quotas of a state. `change` applies a command at the time that `now` gives. */
export const createQuotas = (
  state: () => State,
  now: () => number,
  change: (command: WorldCommand) => void,
): Quotas => ({
  set: (setting) => {
    readFields(setting, 'quotas.set', ['project', 'region', 'metric', 'limit', 'failure']);
    const scope = scopeOf(setting, 'quotas.set');
    const { metric, limit, failure = 'atOnce' } = setting;
    checkMetric(metric, setting.region === undefined ? 'project' : 'region');
    if (typeof limit !== 'number' || !(limit >= 0) || limit === Infinity) {
      throw new TypeError(`limit in quotas.set must be a number, not negative and finite; got ${show(limit)}`);
    }
    if (failure !== 'atOnce' && failure !== 'operation') {
      throw new TypeError(`failure in quotas.set is 'atOnce' or 'operation'; got ${show(failure)}`);
    }
    change({ kind: 'quota', now: now(), key: quotaKey(scope, metric), limit, failure });
  },
  list: (of) => {
    readFields(of, 'quotas.list', ['project', 'region']);
    const scope = scopeOf(of, 'quotas.list');
    const shown = of.region === undefined ? projectQuotas(scope, state()) : regionQuotas(scope, state());
    return shown.map(({ metric, limit, usage }) => ({
      metric,
      limit,
      usage,
      failure: state().limitOf(quotaKey(scope, metric))?.failure ?? 'none',
    }));
  },
});

function scopeOf({ project, region }: QuotaScope, face: string): string {
  if (typeof project !== 'string' || !/^[-.:\w]+$/.test(project)) {
    throw new TypeError(`${face} needs the id of a project; got ${show(project)}`);
  }
  if (region === undefined) return `projects/${project}`;
  if (isRegion(region)) return `projects/${project}/regions/${region}`;
  throw new TypeError(`region in ${face} must be a public region such as 'us-central1'; got ${show(region)}`);
}

function checkMetric(metric: string, level: 'project' | 'region'): void {
  const known = quotaMetrics.filter((item) => item.level === level).map((item): string => item.metric);
  if (known.includes(metric)) return;
  const other = quotaMetrics.some((item) => item.metric === metric);
  const hint = other
    ? ` '${metric}' is a quota of a ${level === 'project' ? 'region: name one' : 'project: name no region'}.`
    : '';
  throw new TypeError(`metric in quotas.set must be one of ${known.join(', ')}; got ${show(metric)}.${hint}`);
}
