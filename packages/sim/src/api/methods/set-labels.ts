import type { JsonObject } from '../../kernel/json.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Call } from '../../collections/call.ts';
import { withLabels } from '../../collections/labels.ts';
import type { Service } from '../service.ts';

/** `setLabels`: replaces all labels; needs the current `labelFingerprint`. */
export function setLabels(service: Service, call: Call, transaction: Transaction): JsonObject {
  const { path, entry } = service.findReady(call, transaction);
  const labelled = withLabels(entry, call.body, transaction);
  transaction.put(path, labelled);
  return service.operate(call, transaction, { path, id: entry.resource['id'] }, { operation: 'running' });
}
