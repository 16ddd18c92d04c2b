import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { RemovedPart } from '../../probing/memory.ts';
import { memoryOf } from '../../probing/memory.ts';
import type { Resource } from '../../wire/wire.ts';

/** What left a group so lately that a service still lets its connections end. */
export function drainingParts(
  group: Entry,
  service: Entry<Resource<'BackendService'>>,
  { now }: Transaction,
): readonly RemovedPart[] {
  const drainedMs = (service.resource.connectionDraining?.drainingTimeoutSec ?? 0) * 1000;
  if (drainedMs === 0) return [];
  return Object.values(memoryOf(group).removed ?? {}).filter(({ at }) => at + drainedMs > now);
}
