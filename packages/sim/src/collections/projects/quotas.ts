import { nameOf, parseScope } from '../../kernel/resource-path.ts';
import type { State } from '../../kernel/state.ts';
import type { QuotaLimit, UsageRule } from '../../kernel/usage.ts';
import { regionOf } from '../region-of.ts';
import type { QuotaMetric } from './quota-metrics.ts';
import { quotaMetrics } from './quota-metrics.ts';

/** A quota as projects and regions show it. */
interface ShownQuota {
  readonly metric: QuotaMetric['metric'];
  readonly limit: number;
  readonly usage: number;
}

const ofLevel = (level: QuotaMetric['level']): readonly QuotaMetric[] =>
  quotaMetrics.filter((metric) => metric.level === level);

const ONE = (): number => 1;

/** By kind of scope and collection, as `zones/instances`. */
const BY_COLLECTION: ReadonlyMap<string, readonly QuotaMetric[]> = new Map(
  quotaMetrics.map(({ scope, segment }) => [
    `${scope}/${segment}`,
    quotaMetrics.filter((metric) => metric.scope === scope && metric.segment === segment),
  ]),
);

/** Under which key usage is counted. @param scope `projects/p` or `projects/p/regions/r` */
export const quotaKey = (scope: string, metric: string): string => `${scope}/${metric}`;

/** What the resources directly in a path, such as `projects/p/zones/z/instances`, use of which quotas. */
function quotasUsedIn(parent: string): readonly UsageRule[] {
  const { scopeKind, project } = parseScope(parent);
  const metrics = BY_COLLECTION.get(`${scopeKind}/${nameOf(parent)}`) ?? [];
  const region = regionOf(parent);
  return metrics.map(({ metric, level, amountOf = ONE }) => ({
    key: quotaKey(level === 'project' ? `projects/${project}` : `projects/${project}/regions/${region}`, metric),
    amountOf,
  }));
}

/** How many answers {@link createUsageIndex} keeps. */
const KEPT_ANSWERS = 10_000;

/** {@link quotasUsedIn}, which is asked with every write, with a memory for its answers. */
export function createUsageIndex(): (parent: string) => readonly UsageRule[] {
  const known = new Map<string, readonly UsageRule[]>();
  return (parent) => {
    const found = known.get(parent);
    if (found !== undefined) return found;
    const rules = quotasUsedIn(parent);
    if (known.size >= KEPT_ANSWERS) known.clear();
    known.set(parent, rules);
    return rules;
  };
}

const DEFAULTS: ReadonlyMap<string, QuotaLimit> = new Map(
  quotaMetrics.map(({ level, metric, limit }) => [`${level}/${metric}`, { limit, failure: 'atOnce' }]),
);

/** The limit of a project that never asked for more; undefined for a key of nothing that is limited. */
export function defaultLimit(key: string): QuotaLimit | undefined {
  const level: QuotaMetric['level'] = parseScope(key).scopeKind === 'regions' ? 'region' : 'project';
  return DEFAULTS.get(`${level}/${nameOf(key)}`);
}

/** `quotas` as a project (`projects/p`) or a region (`projects/p/regions/r`) shows them. */
function quotasOf(level: QuotaMetric['level'], scope: string, state: State): readonly ShownQuota[] {
  return ofLevel(level).map(({ metric, limit }) => {
    const key = quotaKey(scope, metric);
    return { metric, limit: state.quotas.get(key)?.limit ?? limit, usage: state.usage.get(key) ?? 0 };
  });
}

/** `quotas` of a project. @param path `projects/p` */
export const projectQuotas = (path: string, state: State): readonly ShownQuota[] => quotasOf('project', path, state);

/** `quotas` of a region, for what is in it and in its zones. @param path `projects/p/regions/r` */
export const regionQuotas = (path: string, state: State): readonly ShownQuota[] => quotasOf('region', path, state);
