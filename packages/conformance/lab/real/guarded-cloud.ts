import type { Cloud, NetworkEndpointGroups } from '@gcepool/core';

/** How much may be done to a project, and by what names. */
export interface Guard {
  /** Nothing is changed whose name does not begin so. */
  readonly prefix: string;
  /** Calls that change something, at most. */
  readonly mostChanges: number;
  /** Calls at all, at most. */
  readonly mostCalls: number;
  /** Once it aborts, nothing is sent but what lists and deletes. */
  readonly signal?: AbortSignal;
}

/** More was about to be done than was allowed, or something by another name. Nothing of it was sent. */
export class GuardError extends Error {
  override readonly name = 'GuardError';
}

const CHANGE = /^(?:create|update|patch|delete|set|add|remove|attach|detach)/;

/** What was done through a {@link guardedCloud}. */
export interface Spent {
  calls: number;
  changes: number;
  /** The first call that was refused. */
  refused?: GuardError;
}

/**
 * A cloud through which nothing is changed but by one prefix, and not more often than was allowed. What it refuses is refused
 * before it is sent. Deleting is always allowed: what was made has to go.
 */
export function guardedCloud<C extends Partial<Cloud & NetworkEndpointGroups>>(
  cloud: C,
  guard: Guard,
): { readonly cloud: C; readonly spent: Spent } {
  const spent: Spent = { calls: 0, changes: 0 };
  const proxy = new Proxy(cloud, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function' || key === 'link' || key === 'inRegion') return member;
      return async (...parameters: unknown[]): Promise<unknown> => {
        const refusal = refusalOf(String(key), parameters, spent, guard);
        if (refusal !== undefined) {
          spent.refused ??= refusal;
          throw refusal;
        }
        spent.calls += 1;
        if (CHANGE.test(String(key))) spent.changes += 1;
        return Reflect.apply(member, target, parameters);
      };
    },
  });
  return { cloud: proxy, spent };
}

function refusalOf(
  method: string,
  [first]: readonly unknown[],
  { calls, changes }: Spent,
  { prefix, mostCalls, mostChanges, signal }: Guard,
): GuardError | undefined {
  const isChange = CHANGE.test(method);
  const name = typeof first === 'string' ? first : ((first as { name?: string } | undefined)?.name ?? '');
  const refusal = (why: string): GuardError => new GuardError(`${method} of '${name}' was not sent: ${why}`);
  if (isChange && !name.startsWith(`${prefix}-`)) return refusal(`its name does not begin with '${prefix}-'`);
  if (/^(?:delete|list)/.test(method)) return undefined;
  if (signal?.aborted === true) return refusal('the run was interrupted');
  if (calls >= mostCalls) return refusal(`${mostCalls} calls were made, and no more are allowed`);
  if (!isChange || changes < mostChanges) return undefined;
  return refusal(`${mostChanges} changes were made, and no more are allowed`);
}
