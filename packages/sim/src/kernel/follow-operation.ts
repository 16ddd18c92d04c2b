import { plannedEntry, plannedWrites } from './planned-writes.ts';
import type { Transaction } from './transaction.ts';

/**
 * Lets a request wait for the operation that is at work on a resource, if that one leaves the resource there: it sees
 * all that the operation will leave.
 */
export function followOperation(path: string, transaction: Transaction): void {
  const { state } = transaction;
  const stored = state.get(path);
  const operation = state.locks.get(path);
  if (stored === undefined || operation === undefined || plannedEntry(state, path) === null) return;
  const planned = plannedWrites(state, operation);
  transaction.follow(path, stored);
  for (const [target, entry] of planned) transaction.follow(target, entry);
}
