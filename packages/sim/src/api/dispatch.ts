import type { ApiModel, Method, Property } from '@gcepool/api';
import type { Collection } from '../collections/collection.ts';
import { checkLimits } from '../collections/check-limits.ts';
import type { Outcome, Verb } from '../collections/verb.ts';
import type { JsonObject } from '../kernel/json.ts';
import { asObject, asString } from '../kernel/json.ts';
import type { Transaction } from '../kernel/transaction.ts';
import type { Call } from '../collections/call.ts';
import { aggregatedList } from './methods/aggregated-list.ts';
import { answerList, pageOfAnswer } from './methods/answer-list.ts';
import { remove } from './methods/delete.ts';
import { get } from './methods/get.ts';
import { getIamPolicy, setIamPolicy, testIamPermissions } from './methods/iam-policy.ts';
import { insert } from './methods/insert.ts';
import { list } from './methods/list.ts';
import { patch, setFields, update, withNewFingerprint } from './methods/modify.ts';
import { setLabels } from './methods/set-labels.ts';
import { withReferencesInQuery } from './references-in-query.ts';
import { isUnproven } from '../evidence/evidence.ts';
import { followOperation } from '../kernel/follow-operation.ts';
import { notFound, notSimulated, Refusal, required } from '../kernel/refusal.ts';
import { nameOf } from '../kernel/resource-path.ts';
import type { Service } from './service.ts';
import { refuseBusy, schemaOfSegment } from './service.ts';
import { own } from '../kernel/own.ts';

/** Answers a call; undefined is an empty body. */
export type Handler = (service: Service, call: Call, transaction: Transaction) => JsonObject | undefined;

/** The methods that are the same for every collection, by name. */
const GENERIC: Readonly<Record<string, Handler>> = {
  get,
  list,
  listUsable: list,
  aggregatedList,
  insert,
  patch,
  update,
  delete: remove,
  setLabels,
  getIamPolicy,
  setIamPolicy,
  testIamPermissions,
};

/** What answers a method: a verb of its collection, or what every collection has; undefined if nothing simulates it. */
export function handlerOf(collection: Collection, method: Method, model: ApiModel): Handler | undefined {
  let handlers = handlersByCollection.get(collection);
  if (handlers === undefined) handlersByCollection.set(collection, (handlers = new Map()));
  let handler = handlers.get(method);
  if (handler === undefined) handlers.set(method, (handler = findHandler(collection, method, model) ?? 'none'));
  return handler === 'none' ? undefined : handler;
}

// Every request asks, and the answer follows from two tables.
const handlersByCollection = new WeakMap<Collection, Map<Method, Handler | 'none'>>();

function findHandler(collection: Collection, method: Method, model: ApiModel): Handler | undefined {
  const verbs = collection.verbs ?? {};
  const verb = Object.hasOwn(verbs, method.name) ? verbs[method.name] : undefined;
  if (verb !== undefined) return answerWith(verb);
  return Object.hasOwn(GENERIC, method.name) && fits(method, collection, model) ? GENERIC[method.name] : undefined;
}

/** Answers a call with what simulates its method. @throws Refusal 501 if nothing does */
export function dispatch(service: Service, call: Call, transaction: Transaction): JsonObject | undefined {
  const collection = service.collectionOf(call);
  const handler = handlerOf(collection, call.method, call.model);
  if (handler === undefined) throw notSimulated(`The method ${call.method.id}`);
  if (service.refusesUnproven && isUnproven(call.method, collection)) {
    throw notSimulated(`Neither a recording nor a text shows the effect of the method ${call.method.id}, so it`);
  }
  const asked = withReferencesInQuery(withPath(call), transaction.state);
  return inResponse(call, handler(service, asked, transaction));
}

/** An operation inside of the message that a method answers, where that is no operation. */
function inResponse({ method: { response }, model }: Call, answer: JsonObject | undefined): JsonObject | undefined {
  if (answer?.['kind'] !== OPERATION || response === undefined || model.kindOf(response) === OPERATION) return answer;
  const field = Object.entries(model.schema(response).properties).find(([, { ref }]) => ref === 'Operation');
  return field === undefined ? answer : { [field[0]]: answer };
}

const OPERATION = 'compute#operation';

/** A call whose resource is named in the query or the body has its path like any other. */
function withPath(call: Call): Call {
  const parameter = nameParameterOf(call.method);
  if (parameter === undefined) return call;
  const name = call.query.get(parameter) ?? asString(call.body['name']);
  if (name === '') throw required(parameter);
  return { ...call, path: `${call.parent}/${name}` };
}

/** `autoscaler`, for `autoscalers.patch`, whose path ends in `/autoscalers`; most methods name their resource in the path. */
function nameParameterOf({ name, path, parameters }: Method): string | undefined {
  if ((name !== 'patch' && name !== 'update') || path.endsWith('}')) return undefined;
  const singular = path.slice(path.lastIndexOf('/') + 1).replace(/s$/, '');
  return own(parameters, singular)?.location === 'query' ? singular : undefined;
}

/** Whether a method of a generic name has the generic shape: a resource that has a name, or a list of such. */
function fits(method: Method, collection: Collection, { schema }: ApiModel): boolean {
  // `autoscalers.patch` names its resource in the query, and `snapshotSettings.get` has one for the whole scope.
  const isOnScope = /\/(?:global|\{zone\}|\{region\})\/\w+$/.test(method.path);
  const isUnnamed = isOnScope && /^(?:get|patch|update|delete)$/.test(method.name);
  if (isUnnamed) return collection.reading?.initial !== undefined || nameParameterOf(method) !== undefined;
  if (method.name === 'insert') return method.request !== undefined && 'name' in schema(method.request).properties;
  if (method.name === 'list' || method.name === 'listUsable')
    return method.response !== undefined && 'items' in schema(method.response).properties;
  return true;
}

/** Runs a verb; what it wants to write goes through an operation. */
function answerWith(verb: Verb<JsonObject>): Handler {
  return (service, sent, transaction) => {
    const isMutation = sent.method.operationScope !== undefined;
    const { queued, busy } = service.collectionOf(sent).operations ?? {};
    const busyMessage = own(busy, sent.method.name);
    if (busyMessage !== undefined && transaction.state.locks.has(sent.path)) {
      throw new Refusal(400, 'badRequest', busyMessage);
    }
    if (queued?.includes(sent.method.name) === true) followOperation(sent.path, transaction);
    if (isMutation) refuseBusy(sent.path, transaction);
    if (sent.method.request !== undefined) checkLimits(sent.body, sent.method.request, { model: sent.model });
    const call = located(service, sent, transaction);
    if (isMutation) refuseBusy(call.path, transaction);
    // A verb may put its resource elsewhere.
    const before = transaction.get(call.path);
    const outcome: Outcome = verb(call, transaction);
    if ('answer' in outcome) return outcome.answer === undefined ? undefined : pageOfAnswer(call, outcome.answer);
    if ('list' in outcome) return answerList(call, outcome.list);
    if ('set' in outcome) return setFields(service, call, transaction, outcome);
    if (call.path === '' && 'operation' in outcome) {
      // What many resources are made by is about none of them.
      return service.operate(call, transaction, { path: call.scope, id: undefined }, outcome);
    }
    if (before === undefined) throw notFound(call.path);
    const target = { path: call.path, id: before.resource['id'] };
    if ('operation' in outcome) return service.operate(call, transaction, target, outcome);
    const collection = service.collectionOf(call);
    transaction.put(call.path, withNewFingerprint(collection, before, outcome.write, transaction));
    const context = { call, transaction, path: call.path, before, sent: call.body };
    const operation = collection.lifecycle?.findFailure?.(outcome.write.resource, context) ?? 'running';
    const { operationType } = outcome;
    return service.operate(
      call,
      transaction,
      target,
      operationType === undefined ? { operation } : { operation, operationType },
    );
  };
}

/**
 * The call with the path of the stored resource it names. Where the body carries a resource the call is about that one:
 * its references are resolved, and the one that the path names need not exist.
 */
function located(service: Service, call: Call, transaction: Transaction): Call {
  const schemaName = schemaOfSegment(call);
  const field = schemaName === undefined ? undefined : resourceFieldOf(call, schemaName);
  if (field !== undefined && schemaName !== undefined) {
    const sent = own(call.body, field);
    if (sent === undefined) throw required(`resource.${field}`);
    const resource = service.resolveReferences(schemaName, asObject(sent), call, transaction);
    return { ...call, body: { ...call.body, [field]: resource } };
  }
  if (call.path === '' && call.method.request !== undefined) {
    // What makes many resources names others as the insert of one does.
    return { ...call, body: service.resolveReferences(call.method.request, call.body, call, transaction) };
  }
  const collection = service.collectionOf(call);
  const isOnResource = nameOf(call.parent) === collection.name && call.path !== '';
  if (!isOnResource) return call;
  const { path } = service.find(call, transaction);
  const { name, request } = call.method;
  if (request === undefined || collection.resolves?.includes(name) !== true) return { ...call, path };
  return { ...call, path, body: service.resolveReferences(request, call.body, call, transaction) };
}

/** `resource`, of `urlMaps.validate`: the field of its body that holds a whole URL map. */
function resourceFieldOf({ method: { request }, model }: Call, schemaName: string): string | undefined {
  if (request === undefined) return undefined;
  const isResource = ([, { ref }]: readonly [string, Property]): boolean => ref === schemaName;
  return Object.entries(model.schema(request).properties).find(isResource)?.[0];
}
