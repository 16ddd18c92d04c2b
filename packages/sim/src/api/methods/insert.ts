import { parentOf, parseScope } from '../../kernel/resource-path.ts';
import { checkLimits } from '../../collections/check-limits.ts';
import type { Collection } from '../../collections/collection.ts';
import { checkLabels } from '../../collections/labels.ts';
import type { WriteContext } from '../../collections/context.ts';
import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asObject, asString } from '../../kernel/json.ts';
import { linkOf, linkWithId } from '../../kernel/self-link.ts';
import type { Entry } from '../../kernel/entry.ts';
import { timestamp } from '../../kernel/timestamp.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Call } from '../../collections/call.ts';
import { dropEmpty } from '../drop-empty.ts';
import { withoutEmpty } from '../../collections/without-empty.ts';
import { filledInFields } from '../filled-in-fields.ts';
import { checkName } from '../name.ts';
import { alreadyExists, notFound, required } from '../../kernel/refusal.ts';
import type { Service } from '../service.ts';
import { schemaOfSegment } from '../service.ts';
import { own } from '../../kernel/own.ts';

/** `insert`: a new resource, with everything the service fills in. */
export function insert(service: Service, call: Call, transaction: Transaction): JsonObject {
  const collection = service.collectionOf(call);
  const schemaName = call.method.request ?? '';
  const name = collection.lifecycle?.newName?.(call, transaction) ?? checkName(call.body['name']);
  const path = `${call.parent}/${name}`;
  const owner = parentOf(call.parent);
  if (owner !== call.scope && transaction.get(owner) === undefined) throw notFound(owner);
  if (transaction.get(path) !== undefined || transaction.state.locks.has(path)) throw alreadyExists(path);
  collection.lifecycle?.checkSent?.(call.body, call);
  const sent = service.resolveReferences(schemaName, call.body, call, transaction);
  for (const field of collection.body?.required ?? []) {
    if (own(sent, field) === undefined || own(sent, field) === '') throw required(`resource.${field}`);
  }
  const context = { call, transaction, path, before: undefined, sent };
  const entry = newEntry(collection, schemaName, sent, context);
  transaction.make(path, entry);
  const operation = collection.lifecycle?.findFailure?.(entry.resource, context) ?? 'running';
  const warnings = collection.lifecycle?.findWarnings?.(entry.resource, context);
  return service.operate(call, transaction, { path, id: entry.resource['id'] }, { operation }, warnings);
}

/** The entry of a resource that did not exist: server-made fields, what was sent, defaults, checks. */
function newEntry(collection: Collection, schemaName: string, sent: JsonObject, context: WriteContext): Entry {
  const { transaction, path, call } = context;
  const has = filledInFields(schemaName, call.model);
  const draft: JsonDraft = {
    kind: has.kind ?? '',
    id: transaction.newId(),
    creationTimestamp: timestamp(transaction.now),
    ...withoutEmpty(sent),
    selfLink: linkOf(path),
  };
  // What a resource is made with is no part of it (documented).
  if (own(draft, 'params') !== undefined) delete draft['params'];
  if (draft['kind'] === '') delete draft['kind'];
  if (has.selfLinkWithId) draft['selfLinkWithId'] = linkWithId(path, asString(draft['id']));
  if (collection.lifecycle?.ignoresLabelsOnInsert === true) delete draft['labels'];
  const { scopeKind } = parseScope(call.scope);
  if (scopeKind === 'zones' && has.zone) draft['zone'] = linkOf(call.scope);
  if (scopeKind === 'regions' && has.region) draft['region'] = linkOf(call.scope);
  if (has.fingerprint) draft['fingerprint'] = transaction.newFingerprint();
  if (has.labelFingerprint) draft['labelFingerprint'] = transaction.newFingerprint();
  return completeEntry(collection, draft, context);
}

/**
 * Fills defaults, checks, and lets the collection keep what it hides.
 *
 * @param compare looks at the completed resource before it is checked, and may refuse it
 */
export function completeEntry(
  collection: Collection,
  draft: JsonDraft,
  context: WriteContext,
  compare?: (draft: JsonDraft) => void,
): Entry {
  const schemaName = schemaOfSegment(context.call);
  if (draft['labels'] !== undefined) checkLabels(asObject(draft['labels']), 'resource.labels');
  collection.lifecycle?.complete?.(draft, context);
  dropEmpty(draft, schemaName, context.call.model, collection.body?.keepsEmpty);
  compare?.(draft);
  const resource: JsonObject = draft;
  checkLimits(resource, schemaName ?? '', { model: context.call.model, before: context.before?.resource });
  collection.lifecycle?.check?.(resource, context);
  const hidden = { ...context.before?.hidden, ...collection.lifecycle?.onWrite?.(resource, context) };
  return Object.keys(hidden).length === 0 ? { resource } : { resource, hidden };
}
