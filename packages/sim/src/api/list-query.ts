import type { Call } from '../collections/call.ts';
import { invalid } from '../kernel/refusal.ts';
import { compileFilter } from './filter/filter.ts';
import type { Predicate } from './filter/predicate.ts';
import type { Order } from './order-by.ts';
import { readOrderBy } from './order-by.ts';
import { readPageToken } from './page-token.ts';

const MOST_RESULTS = 500;

/** What a request wants of a list. */
export interface ListQuery {
  /** How many resources a page holds. */
  readonly limit: number;
  /** Whether the filter lets a resource through. */
  readonly matches: Predicate;
  readonly order: Order;
  /** Where the page begins; undefined for the first. */
  readonly start: string | undefined;
}

/**
 * Reads `filter`, `orderBy`, `maxResults` and `pageToken`.
 *
 * @param itemSchema of what is listed; undefined for what no filter can ask
 * @param sortsFiltered whether the collection can be filtered and sorted in one request
 * @throws Refusal for what GCE refuses
 */
export function readListQuery(call: Call, itemSchema: string | undefined, sortsFiltered: boolean): ListQuery {
  const filter = call.query.get('filter') ?? '';
  return {
    limit: readMaxResults(call.query.get('maxResults')),
    matches: filter === '' ? () => true : compileFilter(filter, itemSchema, call),
    order: readOrderBy(call, sortsFiltered),
    start: readPageToken(call),
  };
}

/** 0 is taken for "as many as usual" (assumed): 500. */
function readMaxResults(text: string | undefined): number {
  if (text === undefined || text === '') return MOST_RESULTS;
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  if (limit === undefined) throw invalid('maxResults', text, 'Must be a number from 0 to 500.');
  if (limit > MOST_RESULTS) throw invalid('maxResults', text, 'Must be less than or equal to 500.');
  return limit === 0 ? MOST_RESULTS : limit;
}
