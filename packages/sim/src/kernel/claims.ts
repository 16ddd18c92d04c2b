import { nameOf, parseScope } from './resource-path.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';
import type { QuotaLimit } from './usage.ts';
import { own } from './own.ts';

/** A limit that a request would break. */
export interface BrokenLimit extends QuotaLimit {
  readonly key: string;
}

/** By key, how much more the writes of a transaction will use than what they replace. What they free is not counted. */
export function claimsOf(transaction: Transaction): Readonly<Record<string, number>> {
  const { writes, state } = transaction;
  const claims: Record<string, number> = {};
  for (const [path, entry] of writes) {
    const rules = entry === undefined ? [] : state.usageRules(path);
    if (entry === undefined || rules.length === 0) continue;
    const before = transaction.before(path)?.resource;
    for (const { key, amountOf } of rules) {
      const more = amountOf(entry.resource) - (before === undefined ? 0 : amountOf(before));
      if (more > 0) claims[key] = (own(claims, key) ?? 0) + more;
    }
  }
  return claims;
}

/** The first limit that the claims would break, in the order of their keys. */
export function brokenLimit(claims: Readonly<Record<string, number>>, state: State): BrokenLimit | undefined {
  for (const [key, more] of Object.entries(claims)) {
    const quota = state.limitOf(key);
    if (quota !== undefined && (state.usage.get(key) ?? 0) + more > quota.limit) return { key, ...quota };
  }
  return undefined;
}

/** The words for a broken limit (field reports): two spaces before the limit, which is printed as a decimal. */
export function exceededMessage({ key, limit }: BrokenLimit): string {
  const { location: region } = parseScope(key);
  const place = region === '' ? 'globally' : `in region ${region}`;
  return `Quota '${nameOf(key)}' exceeded.  Limit: ${Number.isInteger(limit) ? limit.toFixed(1) : limit} ${place}.`;
}
