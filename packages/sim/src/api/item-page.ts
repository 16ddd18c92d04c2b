import type { Call } from '../collections/call.ts';
import type { Json } from '../kernel/json.ts';
import { isObject } from '../kernel/json.ts';
import { readListQuery } from './list-query.ts';
import { creationTime } from './order-by.ts';
import { pageTokenAt } from './page-token.ts';

/**
 * The page of a list that is at hand as a whole, such as the members of a group. Pages begin at a position.
 *
 * @throws Refusal for what GCE refuses
 */
export function itemPage(
  call: Call,
  items: readonly Json[],
  itemSchema: string | undefined,
): { readonly page: readonly Json[]; readonly nextPageToken: string | undefined } {
  const query = readListQuery(call, itemSchema, false);
  const matching = items.filter((item) => !isObject(item) || query.matches(item));
  if (query.order === 'newestFirst') matching.sort((a, b) => timeOf(b) - timeOf(a));
  const start = Number(query.start ?? 0);
  const end = start + query.limit;
  return {
    page: matching.slice(start, end),
    nextPageToken: matching.length > end ? pageTokenAt(call, String(end)) : undefined,
  };
}

const timeOf = (item: Json): number => (isObject(item) ? creationTime(item) : 0);
