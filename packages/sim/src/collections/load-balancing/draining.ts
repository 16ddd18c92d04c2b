import type { JsonObject } from '../../kernel/json.ts';
import { asObject } from '../../kernel/json.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { memoryOf } from '../../probing/memory.ts';

/** What left a group so lately that a service still lets its connections end. */
export function drainingParts(group: Entry, service: Entry, { now }: Transaction): readonly JsonObject[] {
  const { drainingTimeoutSec } = asObject(service.resource.connectionDraining);
  const drainedMs = Number(drainingTimeoutSec ?? 0) * 1000;
  if (drainedMs === 0) return [];
  return Object.values(asObject(memoryOf(group).removed))
    .map(asObject)
    .filter(({ at }) => Number(at) + drainedMs > now);
}
