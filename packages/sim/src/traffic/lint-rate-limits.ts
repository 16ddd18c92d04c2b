import type { ApiVersion } from '@gcepool/api';
import { apiVersions, modelOf } from '@gcepool/api/models';
import { projectOf } from '../kernel/resource-path.ts';
import type { LintFinding } from './lint-finding.ts';
import type { LoggedCall } from './logged-call.ts';
import type { RateLimitGroup } from './rate-limit-groups.ts';
import { GROUPS, groupOf } from './rate-limit-groups.ts';
import { regionOf } from '../collections/region-of.ts';

const MINUTE_MS = 60_000;

/** By version, as far as anybody asked: most methods are in v1. */
const groupsOf = new Map<ApiVersion, ReadonlyMap<string, RateLimitGroup>>();

function groupOfId(id: string): RateLimitGroup | undefined {
  for (const version of apiVersions) {
    let groups = groupsOf.get(version);
    if (groups === undefined) {
      groups = new Map(modelOf(version).methods.map((method) => [method.id, groupOf(method)]));
      groupsOf.set(version, groups);
    }
    const group = groups.get(id);
    if (group !== undefined) return group;
  }
  return undefined;
}

interface Bucket {
  readonly group: RateLimitGroup;
  readonly place: string;
  readonly calls: number[];
}

/** Groups of methods that were called more often in a minute of virtual time than GCE answers by default. */
export function findRateLimits(calls: readonly LoggedCall[]): readonly LintFinding[] {
  const buckets = new Map<string, Bucket>();
  for (const { method, path, time, sequence } of calls) {
    const group = method === undefined ? undefined : groupOfId(method);
    // What could not be read has a URL for its path.
    if (group === undefined || !path.startsWith('projects/')) continue;
    const region = regionOf(path);
    const place = `${projectOf(path)}${region === '' ? '' : ` in ${region}`}`;
    const key = `${group}\0${place}\0${Math.floor(time / MINUTE_MS)}`;
    const bucket = buckets.get(key);
    if (bucket === undefined) buckets.set(key, { group, place, calls: [sequence] });
    else bucket.calls.push(sequence);
  }
  return [...buckets.values()].flatMap(({ group, place, calls: made }): readonly LintFinding[] => {
    const { metric, perMinute } = GROUPS[group];
    if (made.length <= perMinute) return [];
    return [
      {
        rule: 'rateLimit',
        message: `${metric} of ${place}: ${made.length} calls in a minute, of which GCE answers ${perMinute}.`,
        calls: made.slice(perMinute),
        wayOut:
          'Ask for lists rather than for one resource after another, wait for operations, and repeat refused calls later.',
      },
    ];
  });
}
