import type { Call } from '../collections/call.ts';
import { asString } from '../kernel/json.ts';
import type { JsonObject } from '../kernel/json.ts';
import { invalid } from '../kernel/refusal.ts';

/** How a list is sorted: by name, or by creation with the latest first. */
export type Order = 'name' | 'newestFirst';

const ORDERS: ReadonlyMap<string, Order> = new Map([
  ['', 'name'],
  ['name', 'name'],
  ['creationTimestamp desc', 'newestFirst'],
]);

/**
 * Reads `orderBy`.
 *
 * @param sortsFiltered whether the collection can be filtered and sorted in one request; most cannot (observed for
 *   addresses, images, instances and snapshots)
 * @throws Refusal for an order that GCE does not have
 */
export function readOrderBy(call: Call, sortsFiltered: boolean): Order {
  const text = call.query.get('orderBy') ?? '';
  if (text === '') return 'name';
  if (!sortsFiltered && (call.query.get('filter') ?? '') !== '') {
    throw invalid('orderBy', text, 'Specifying both a list filter and sort order is not currently supported.');
  }
  const order = ORDERS.get(text.trim());
  if (order === undefined) {
    throw invalid('orderBy', text, "Only sorting by 'name' or 'creationTimestamp desc' is supported.");
  }
  return order;
}

/** When a resource was made, in milliseconds since the epoch: operations call it `insertTime`. */
export function creationTime(resource: JsonObject): number {
  const time = Date.parse(asString(resource['creationTimestamp'] ?? resource['insertTime']));
  return Number.isNaN(time) ? 0 : time;
}
