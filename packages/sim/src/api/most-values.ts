import { invalid } from '../kernel/refusal.ts';

/**
 * How many items a list or a map of a request may have where no text says how many. A limit of ours, and generous: the largest
 * that GCE documents, for the ranges of a firewall rule, is as large. It is checked before any item is looked at.
 */
const MOST_ITEMS = 5000;

/** @throws Refusal for more items than a request may name */
export function checkCount(count: number, field: string): void {
  if (count > MOST_ITEMS) throw invalid(field, '', `At most ${MOST_ITEMS} can be specified.`);
}
