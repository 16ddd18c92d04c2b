import { notFound } from '../engine/refusal.ts';
import type { Entry } from '../engine/state.ts';
import type { Transaction } from '../engine/transaction.ts';
import type { Call } from './call.ts';

/** The stored resource that a call is about. @throws Refusal when there is none */
export function calledResource(call: Call, transaction: Transaction): Entry {
  const entry = transaction.get(call.path);
  if (entry === undefined) throw notFound(call.path);
  return entry;
}
