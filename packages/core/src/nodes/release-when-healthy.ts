import type { Clock } from '../calls/clock.ts';
import { eachAtMost } from '../calls/each-at-most.ts';
import { pause } from '../calls/pause.ts';
import { StoppedError } from '../calls/stopped-error.ts';
import { messageOf } from '../cloud/cloud-error.ts';
import type { GroupUser } from '../health/group-users.ts';
import type { KeptMembers, MemberRemoval, Release } from './release.ts';
import { stayingForHealth } from './staying-for-health.ts';
import type { ObservedHealth } from './staying-for-health.ts';

/** How long members that serve are kept for those that are to replace them. */
export interface HealthWait {
  /**
   * Members that serve leave their groups only when what replaces them is healthy. That is waited for so long, in
   * milliseconds; what still serves alone then stays, and is reported. Two minutes by default, which are two intervals of the
   * pool's own health checks; 0 to look once; `false` to let members leave as soon as their replacements were added, and to
   * change health checks without watching who passes them. Without a clock that can sleep, health is looked at once, and no
   * health check is watched.
   */
  readonly healthyWithinMs?: number | false | undefined;
}

/** Two intervals of the checks that the pool makes. */
const HEALTHY_WITHIN_MS = 120_000;

/** Checks may come every second; one answer for each service and group is what a look costs. */
const POLL_MS = 5_000;

/** Health calls under way at the same time. */
const CONCURRENCY = 20;

/** What a wait for health is made of. */
export interface HealthWaitOptions extends HealthWait {
  /** The backend services that reach the groups of these zones. */
  readonly users: (zones: readonly string[]) => Promise<readonly GroupUser[]>;
  readonly clock?: Clock | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly stop?: AbortSignal | undefined;
}

/**
 * Lets members leave when no backend service loses healthy ones by it, beyond those it shall have. Looks again and again for
 * as long as it may; then those stay that would be missed.
 */
export function releaseWhenHealthy(options: HealthWaitOptions): Release {
  const { users, clock, healthyWithinMs = HEALTHY_WITHIN_MS } = options;
  return async (memberRemovals, desired) => {
    if (healthyWithinMs === false || memberRemovals.length === 0) return [];
    const total = [...desired.values()].reduce((sum, count) => sum + count, 0);
    const since = clock?.now() ?? 0;
    /** Services that would miss nobody when they were looked at. */
    const settled = new Map<GroupUser, ObservedHealth>();
    let known: readonly GroupUser[] | undefined;
    for (;;) {
      const isWholeObservation = settled.size === 0;
      const keptMembers = await look();
      if (keptMembers.length === 0) {
        if (isWholeObservation) return [];
        // What was seen a while ago may have changed since.
        settled.clear();
        continue;
      }
      const left = healthyWithinMs - ((clock?.now() ?? 0) - since);
      if (clock?.sleep === undefined || left <= 0) {
        const waited = clock?.sleep === undefined ? '' : `, after ${Math.round(healthyWithinMs / 1_000)} s`;
        return keptMembers.map((kept) => ({ ...kept, reason: `${kept.reason}${waited}` }));
      }
      await pause(Math.min(POLL_MS, left), options);
    }

    async function look(): Promise<readonly KeptMembers[]> {
      try {
        known ??= await users(zonesOf([...memberRemovals.map(({ group }) => group), ...desired.keys()]));
      } catch (error) {
        const reason = `left in until the backend services can be read: ${messageOf(error)}`;
        return memberRemovals.map((memberRemoval) => ({ ...memberRemoval, reason }));
      }
      const observations = await eachAtMost(CONCURRENCY, known, async (user) => {
        const observation = settled.get(user) ?? (await observe(user, memberRemovals, desired));
        // What would not be missed once is not looked at again.
        if (stayingForHealth(memberRemovals, total, [observation]).length === 0) settled.set(user, observation);
        return observation;
      });
      return stayingForHealth(memberRemovals, total, observations);
    }
  };
}

/**
 * Reads the groups that members are to leave, and the others that shall have some only where one of those that leave is
 * healthy. Groups of others are none of the pool's capacity.
 */
async function observe(
  user: GroupUser,
  memberRemovals: readonly MemberRemoval[],
  desired: ReadonlyMap<string, number>,
): Promise<ObservedHealth> {
  const { name, groups } = user;
  const found = new Map<string, ReadonlySet<string>>();
  const read = async (some: readonly string[]): Promise<void> => {
    await Promise.all(some.map(async (group) => found.set(group, await user.healthy(group))));
  };
  const left = new Set(memberRemovals.map(({ group }) => group));
  try {
    await read(groups.filter((group) => left.has(group)));
    const isMissed = memberRemovals.some(({ group, instances }) =>
      instances.some((each) => found.get(group)?.has(each)),
    );
    if (isMissed) await read(groups.filter((group) => !left.has(group) && (desired.get(group) ?? 0) > 0));
    return { service: name, healthy: found };
  } catch (error) {
    if (error instanceof StoppedError) throw error;
    return { service: name, error };
  }
}

/** The zones of groups, by their paths. */
const zonesOf = (groups: readonly string[]): string[] => [...new Set(groups.map((group) => group.split('/')[1] ?? ''))];
