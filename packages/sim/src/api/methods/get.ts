import type { JsonObject } from '../../kernel/json.ts';
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
  const resource = collection.reading?.fixed?.get(scope, nameOf(call.path));
  if (resource !== undefined) return shown(source, call.path, { resource });
  const { path, entry } = service.find(call, transaction);
  return shown(source, path, entry);
}
