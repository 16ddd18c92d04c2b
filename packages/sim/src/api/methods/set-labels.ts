import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asObject } from '../../kernel/json.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Call } from '../../collections/call.ts';
import { requireFingerprint } from '../../kernel/fingerprint.ts';
import { checkLabels } from '../../collections/labels.ts';
import type { Service } from '../service.ts';

/** `setLabels`: replaces all labels; needs the current `labelFingerprint`. */
export function setLabels(service: Service, call: Call, transaction: Transaction): JsonObject {
  const { path, entry } = service.findReady(call, transaction);
  requireFingerprint(call.body['labelFingerprint'], entry.resource, {
    field: 'labelFingerprint',
    message: 'Labels fingerprint either invalid or resource labels have changed',
  });
  const labels = asObject(call.body['labels']);
  checkLabels(labels, 'labels');
  const resource: JsonDraft = { ...entry.resource, labelFingerprint: transaction.newFingerprint() };
  if (Object.keys(labels).length > 0) resource['labels'] = labels;
  else delete resource['labels'];
  transaction.put(path, { ...entry, resource });
  return service.operate(call, transaction, { path, id: resource['id'] }, { operation: 'running' });
}
