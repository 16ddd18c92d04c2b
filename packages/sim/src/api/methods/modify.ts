import type { Collection } from '../../collections/collection.ts';
import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { isSame } from '../../kernel/json.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Call } from '../../collections/call.ts';
import { checkFingerprint } from '../../kernel/fingerprint.ts';
import { mergePatch } from '../merge-patch.ts';
import { withoutEmpty } from '../../collections/without-empty.ts';
import { applyUpdateMask, namesEveryField } from '../../wire/update-mask.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Service } from '../service.ts';
import { schemaOfSegment } from '../service.ts';
import { completeEntry } from './insert.ts';
import { own } from '../../kernel/own.ts';

/** `patch`: fields that were sent replace the stored ones (JSON merge patch); the others stay. */
export function patch(service: Service, call: Call, transaction: Transaction): JsonObject {
  const mask = updateMaskOf(call);
  if (mask !== undefined && namesEveryField(mask)) return replace(service, call, transaction);
  const besideMask = service.collectionOf(call).lifecycle?.besideMask;
  return modify(service, call, transaction, (before, sent) => {
    if (mask === undefined) return mergePatch(before, sent);
    const merged = besideMask === undefined ? before : mergePatch(before, besideMask(sent, call));
    return applyUpdateMask(merged, sent, mask, call.method.request ?? '', call.model);
  });
}

/** The fields that a PATCH is about, where its method takes a list of them and the request has one. */
function updateMaskOf(call: Call): string | undefined {
  const masks = ['updateMask', 'paths'].map((name) =>
    own(call.method.parameters, name) === undefined ? '' : (call.query.get(name) ?? ''),
  );
  return masks.some((mask) => mask !== '') ? masks.join(',') : undefined;
}

/**
 * `update`: the resource becomes what was sent; fields that were left out return to their defaults. Some collections
 * have an `update` by PATCH, which is a {@link patch}.
 */
export function update(service: Service, call: Call, transaction: Transaction): JsonObject {
  if (call.method.httpMethod === 'PATCH') return patch(service, call, transaction);
  return replace(service, call, transaction);
}

function replace(service: Service, call: Call, transaction: Transaction): JsonObject {
  const { properties } = call.model.schema(call.method.request ?? '');
  const whole = (before: JsonObject, sent: JsonObject): JsonObject => {
    const draft: JsonDraft = {};
    for (const field of Object.keys(before)) {
      const property = own(properties, field);
      // A version says nothing of the fields that only a later one has, so it clears none of them (assumed).
      const isKept = property === undefined || property.outputOnly === true || NOT_REPEATED.has(field);
      if (isKept) draft[field] = before[field];
    }
    return { ...draft, ...sent };
  };
  return modify(service, call, transaction, whole, true);
}

/** What a PUT need not repeat, besides what only the service sets. */
const NOT_REPEATED: ReadonlySet<string> = new Set(['name', 'labels']);

/** What only the service sets, although the API model does not say so everywhere. */
const SERVER_MADE = ['region', 'zone', 'fingerprint', 'labelFingerprint'];

function modify(
  service: Service,
  call: Call,
  transaction: Transaction,
  merge: (before: JsonObject, sent: JsonObject) => JsonObject,
  isWhole = false,
): JsonObject {
  const collection = service.collectionOf(call);
  const { path, entry: before } = service.findReady(call, transaction);
  collection.lifecycle?.checkSent?.(call.body, call);
  checkFingerprint(call.body['fingerprint'], before.resource, {
    field: 'fingerprint',
    isRequired: collection.lifecycle?.fingerprintRequiredOn?.includes(call.method.name) === true,
    message: 'Invalid fingerprint.',
  });
  const { fingerprint: _, ...body } = call.body;
  const sent = service.resolveReferences(call.method.request ?? '', body, call, transaction);
  return write(service, call, transaction, {
    path,
    before,
    sent,
    draft: { ...withoutEmpty(merge(before.resource, sent)) },
    isWhole,
  });
}

/** Gives fields of a resource new values: what a verb does that sets one field and is an update otherwise. */
export function setFields(
  service: Service,
  call: Call,
  transaction: Transaction,
  { set, operationType }: { readonly set: JsonObject; readonly operationType?: string },
): JsonObject {
  const { path, entry: before } = service.findReady(call, transaction);
  const sent = service.resolveReferences(schemaOfSegment(call) ?? '', set, call, transaction, before.resource);
  const draft = { ...withoutEmpty({ ...before.resource, ...sent }) };
  return write(service, call, transaction, { path, before, sent, draft }, operationType);
}

interface Rewrite {
  readonly path: string;
  readonly before: Entry;
  readonly sent: JsonObject;
  readonly draft: JsonDraft;
  /** Whether what was left out returns to its default. */
  readonly isWhole?: boolean;
}

function write(
  service: Service,
  call: Call,
  transaction: Transaction,
  { path, before, sent, draft, isWhole = false }: Rewrite,
  operationType?: string,
): JsonObject {
  const collection = service.collectionOf(call);
  for (const field of SERVER_MADE) {
    if (own(before.resource, field) === undefined) delete draft[field];
    else draft[field] = own(before.resource, field);
  }
  if (draft['labelFingerprint'] !== undefined && !isSame(draft['labels'], before.resource['labels'])) {
    draft['labelFingerprint'] = transaction.newFingerprint();
  }
  const context = { call, transaction, path, before, sent };
  const entry = completeEntry(collection, draft, context, (completed) => {
    if (isWhole) keepAbsent(collection, before.resource, completed);
    checkImmutable(collection, before.resource, completed);
  });
  transaction.put(path, withNewFingerprint(collection, before, entry, transaction));
  const operation = collection.lifecycle?.findFailure?.(entry.resource, context) ?? 'running';
  const target = { path, id: before.resource['id'] };
  if (operationType === undefined) return service.operate(call, transaction, target, { operation });
  return service.operate(call, transaction, target, { operation, operationType });
}

/** A fingerprint changes with every effective change, and with nothing else. */
export function withNewFingerprint(
  collection: Collection,
  before: Entry,
  after: Entry,
  transaction: Transaction,
): Entry {
  if (after.resource['fingerprint'] === undefined) return after;
  const fields = collection.lifecycle?.fingerprintFields;
  const isUnchanged =
    fields === undefined
      ? isSame(before.resource, after.resource)
      : fields.every((field) => isSame(own(before.resource, field), own(after.resource, field)));
  if (isUnchanged) return after;
  return { ...after, resource: { ...after.resource, fingerprint: transaction.newFingerprint() } };
}

const fixedFields = ({ lifecycle }: Collection): readonly string[] => ['name', ...(lifecycle?.immutable ?? [])];

/** What cannot be changed and has no default need not be repeated. */
function keepAbsent(collection: Collection, before: JsonObject, draft: JsonDraft): void {
  for (const field of fixedFields(collection)) {
    const value = own(before, field);
    if (value !== undefined) draft[field] = own(draft, field) ?? value;
  }
}

function checkImmutable(collection: Collection, before: JsonObject, after: JsonObject): void {
  for (const field of fixedFields(collection)) {
    if (isSame(own(before, field), own(after, field))) continue;
    throw invalid(`resource.${field}`, own(after, field), `The field cannot be changed once the resource exists.`);
  }
}
