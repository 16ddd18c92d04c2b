import type { Collection } from '../../collections/collection.ts';
import type { JsonObject } from '../../engine/json.ts';
import { nameOf } from '../../engine/self-link.ts';
import type { Entry, State } from '../../engine/state.ts';
import type { Transaction } from '../../engine/transaction.ts';
import type { Call } from '../../collections/call.ts';
import { notFound } from '../../engine/refusal.ts';
import type { Service } from '../service.ts';

/** `get`: the resource as it is now. */
export function get(service: Service, call: Call, transaction: Transaction): JsonObject {
  const collection = service.collectionOf(call);
  if (collection.fixed !== undefined) {
    const scope = call.parent.slice(0, call.parent.lastIndexOf('/'));
    const resource = collection.fixed.get(scope, nameOf(call.path));
    if (resource === undefined) throw notFound(call.path);
    return resource;
  }
  const { path, entry } = service.find(call, transaction);
  return shown(collection, path, entry, transaction.state);
}

/** A stored resource with what is derived from others. */
export function shown(collection: Collection, path: string, entry: Entry, state: State): JsonObject {
  return collection.derive === undefined
    ? entry.resource
    : { ...entry.resource, ...collection.derive(path, entry, state) };
}
