import type { Collection } from '../../collections/collection.ts';
import type { JsonDraft, JsonObject } from '../../engine/json.ts';
import { isSame } from '../../engine/json.ts';
import type { Entry } from '../../engine/state.ts';
import type { Transaction } from '../../engine/transaction.ts';
import type { Call } from '../../collections/call.ts';
import { checkFingerprint } from '../../engine/fingerprint.ts';
import { mergePatch, withoutEmpty } from '../merge-patch.ts';
import { invalid } from '../../engine/refusal.ts';
import type { Service } from '../service.ts';
import { completeEntry } from './insert.ts';

/** `patch`: fields that were sent replace the stored ones (JSON merge patch); the others stay. */
export function patch(service: Service, call: Call, transaction: Transaction): JsonObject {
  return modify(service, call, transaction, (before, sent) => mergePatch(before, sent));
}

/** `update`: the resource becomes what was sent; fields that were left out return to their defaults. */
export function update(service: Service, call: Call, transaction: Transaction): JsonObject {
  return modify(service, call, transaction, (before, sent) => {
    const draft: JsonDraft = {};
    for (const field of SERVER_MADE) if (before[field] !== undefined) draft[field] = before[field];
    return { ...draft, ...sent };
  });
}

/** What a PUT cannot change and need not repeat. */
const SERVER_MADE = [
  'kind',
  'id',
  'creationTimestamp',
  'name',
  'selfLink',
  'selfLinkWithId',
  'region',
  'zone',
  'fingerprint',
  'labels',
  'labelFingerprint',
];

function modify(
  service: Service,
  call: Call,
  transaction: Transaction,
  merge: (before: JsonObject, sent: JsonObject) => JsonObject,
): JsonObject {
  const collection = service.collectionOf(call);
  const { path, entry: before } = service.findReady(call, transaction);
  checkFingerprint(call.body['fingerprint'], before.resource, {
    field: 'fingerprint',
    isRequired: collection.fingerprintRequiredOn?.includes(call.method.name) === true,
    message: 'Invalid fingerprint.',
  });
  const { fingerprint: _, ...body } = call.body;
  const sent = service.resolveReferences(call.method.request ?? '', body, call, transaction);
  const draft: JsonDraft = { ...withoutEmpty(merge(before.resource, sent)) };
  checkImmutable(collection, before.resource, draft);
  const context = { call, transaction, path, before, sent };
  const entry = completeEntry(collection, draft, context);
  transaction.put(path, withNewFingerprint(collection, before, entry, transaction));
  const operation = collection.findFailure?.(entry.resource, context) ?? 'running';
  return service.operate(call, transaction, { path, id: before.resource['id'] }, { operation });
}

/** A fingerprint changes with every effective change, and with nothing else. */
export function withNewFingerprint(
  collection: Collection,
  before: Entry,
  after: Entry,
  transaction: Transaction,
): Entry {
  if (after.resource['fingerprint'] === undefined) return after;
  const fields = collection.fingerprintFields;
  const isUnchanged =
    fields === undefined
      ? isSame(before.resource, after.resource)
      : fields.every((field) => isSame(before.resource[field], after.resource[field]));
  if (isUnchanged) return after;
  return { ...after, resource: { ...after.resource, fingerprint: transaction.newFingerprint() } };
}

function checkImmutable(collection: Collection, before: JsonObject, after: JsonObject): void {
  for (const field of ['name', ...(collection.immutable ?? [])]) {
    if (isSame(before[field], after[field])) continue;
    throw invalid(`resource.${field}`, after[field], `The field cannot be changed once the resource exists.`);
  }
}
