import { plannedEntry } from './operation.ts';
import type { Transaction } from './transaction.ts';

/** Lets a request wait for the operation that is at work on a resource, if that one changes it and leaves it there. */
export function followOperation(path: string, transaction: Transaction): void {
  const { state } = transaction;
  const stored = state.get(path);
  if (stored === undefined || !state.locks.has(path)) return;
  const planned = plannedEntry(state, path);
  if (planned !== null) transaction.follow(path, planned ?? stored);
}
