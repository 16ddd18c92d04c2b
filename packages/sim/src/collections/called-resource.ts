import { notFound } from '../kernel/refusal.ts';
import type { Entry } from '../kernel/entry.ts';
import type { Transaction } from '../kernel/transaction.ts';
import type { Call } from './call.ts';

/** The stored resource that a call is about. @throws Refusal when there is none */
export function calledResource(call: Call, transaction: Transaction): Entry {
  const entry = transaction.get(call.path);
  if (entry === undefined) throw notFound(call.path);
  return entry;
}
