import type { Call } from '../collections/call.ts';
import { projectNumberOf } from '../collections/projects/project-number.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { RateLimitGroup } from './rate-limit-groups.ts';
import { GROUPS, groupOf } from './rate-limit-groups.ts';
import { regionOf } from '../collections/region-of.ts';
import { readFields, readText, readWhole, show } from '../read-fields.ts';

/** How many requests of a group are answered a minute. */
export interface RateLimit {
  readonly group: RateLimitGroup;
  /** Of each project: of all its global methods, and those of each region. Default: what GCE allows. */
  readonly perMinute?: number;
  /** Default: every project. A limit for one project comes before one for all. */
  readonly project?: string;
  /** How a request too many is answered: 403 as documented, or 429 as newer traffic shows. Default: 403. */
  readonly status?: 403 | 429;
}

/**
 * Limits on how many requests are answered a minute, off by default. As documented, what a minute allows comes back all at
 * once when the next minute of virtual time begins; a request that is refused does not count.
 */
export interface RateLimits {
  /**
   * Limits a group from now on; a limit for the same group and project is replaced.
   *
   * @throws TypeError for a limit that makes no sense, naming the field
   */
  set(limit: RateLimit): void;
  /** Limits every group as GCE does. */
  setDefaults(): void;
  list(): readonly Required<Omit<RateLimit, 'project'>>[];
  /** Takes all limits away. */
  clear(): void;
}

/** What {@link RateLimits} begins with. */
export type RateLimitOption = 'gce' | readonly RateLimit[];

type Limit = Required<Omit<RateLimit, 'project'>> & { readonly project?: string };

/** The limits, and what of them is used. */
export interface KeptRateLimits {
  readonly limits: readonly RateLimit[];
  /** The minute of virtual time that the counts are of. */
  readonly minute: number;
  /** How much of a group is used, by project, region and group. */
  readonly used: readonly (readonly [string, number])[];
}

const MINUTE_MS = 60_000;

export class TokenBuckets implements RateLimits {
  #limits: readonly Limit[] = [];
  /** The minute that the counts are of. */
  #minute = -1;
  /** How much of a group is used, by project, region and group. Those of earlier minutes are full again. */
  #used: Map<string, number> = new Map();

  constructor(option: RateLimitOption) {
    this.restart(option);
  }

  get isEmpty(): boolean {
    return this.#limits.length === 0;
  }

  set(limit: RateLimit): void {
    const read = readLimit(limit);
    const isOther = ({ group, project }: Limit): boolean => group !== read.group || project !== read.project;
    this.#limits = [...this.#limits.filter(isOther), read];
  }

  setDefaults(): void {
    for (const group of Object.keys(GROUPS)) this.set({ group: group as RateLimitGroup }); // the keys are the groups
  }

  list(): readonly Limit[] {
    return this.#limits.map((limit) => ({ ...limit }));
  }

  clear(): void {
    this.#limits = [];
    this.#used.clear();
  }

  /** Counts a call that comes at `now`; the refusal if it is one too many. */
  take(call: Call, now: number): Refusal | undefined {
    const group = groupOf(call.method);
    const limit =
      this.#limits.find((one) => one.group === group && one.project === call.project) ??
      this.#limits.find((one) => one.group === group && one.project === undefined);
    if (limit === undefined) return undefined;
    const minute = Math.floor(now / MINUTE_MS);
    if (minute !== this.#minute) {
      this.#used.clear();
      this.#minute = minute;
    }
    const region = regionOf(call.scope);
    const bucket = [call.project, region, group].join('\0');
    const used = this.#used.get(bucket) ?? 0;
    if (used >= limit.perMinute) return exceeded(call, limit, region);
    this.#used.set(bucket, used + 1);
    return undefined;
  }

  fork(): TokenBuckets {
    const copy = new TokenBuckets([]);
    copy.#limits = this.#limits;
    copy.#minute = this.#minute;
    copy.#used = new Map(this.#used);
    return copy;
  }

  /** The limits, and what of them is used. */
  kept(): KeptRateLimits {
    return { limits: this.#limits, minute: this.#minute, used: [...this.#used] };
  }

  /** Goes on from what {@link kept} gave. */
  bring({ limits, minute, used }: KeptRateLimits): void {
    this.restart(limits);
    this.#minute = minute;
    this.#used = new Map(used);
  }

  restart(option: RateLimitOption): void {
    this.clear();
    this.#minute = -1;
    if (option === 'gce') this.setDefaults();
    else if (Array.isArray(option)) for (const limit of option) this.set(limit);
    else throw new TypeError(`rateLimits must be 'gce' or a list of limits; got ${show(option)}`);
  }
}

function exceeded({ project }: Call, { group, status }: Limit, region: string): Refusal {
  const { metric } = GROUPS[group];
  const limit = `${metric} per minute${region === '' ? '' : ' per region'}`;
  return new Refusal(
    status,
    'rateLimitExceeded',
    `Quota exceeded for quota metric '${metric}' and limit '${limit}' of service 'compute.googleapis.com' for consumer 'project_number:${projectNumberOf(project)}'.`,
    { domain: 'usageLimits', ...(status === 429 ? { frontEndStatus: 'RESOURCE_EXHAUSTED' } : {}) },
  );
}

function readLimit(value: unknown): Limit {
  const fields = readFields(value, 'A rate limit', ['group', 'perMinute', 'project', 'status']);
  const { group, project, status = 403 } = fields;
  if (!isGroup(group)) {
    throw new TypeError(`group must be one of ${Object.keys(GROUPS).join(', ')}; got ${show(group)}`);
  }
  if (status !== 403 && status !== 429) throw new TypeError(`status must be 403 or 429; got ${show(status)}`);
  return {
    group,
    perMinute: readWhole(fields['perMinute'] ?? GROUPS[group].perMinute, 'perMinute', 0, Number.MAX_SAFE_INTEGER),
    status,
    ...(project === undefined ? {} : { project: readText(project, 'project') }),
  };
}

const isGroup = (value: unknown): value is RateLimitGroup => typeof value === 'string' && Object.hasOwn(GROUPS, value);
