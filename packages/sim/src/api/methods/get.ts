import type { JsonObject } from '../../kernel/json.ts';
import { invalidUsage } from '../../kernel/refusal.ts';
import { nameOf, parentOf } from '../../kernel/resource-path.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Call } from '../../collections/call.ts';
import type { Service } from '../service.ts';
import { shown } from '../visit-collection.ts';

/** `get`: the resource as it is now. */
export function get(service: Service, call: Call, transaction: Transaction): JsonObject {
  const collection = service.collectionOf(call);
  const source = { collection, state: transaction.state, version: call.model.version };
  const scope = parentOf(call.parent);
  const { fixed } = collection.reading ?? {};
  const name = nameOf(call.path);
  const resource = fixed?.get(scope, name);
  if (resource !== undefined) return shown(source, call.path, { resource });
  const problem = fixed?.problem?.(name);
  if (problem !== undefined) throw invalidUsage(problem);
  const { path, entry } = service.find(call, transaction);
  return shown(source, path, entry);
}
