import type { Method } from '@gcepool/api';
import { schema } from '@gcepool/api';
import type { Outcome, Verb } from '../collections/collection.ts';
import type { JsonObject } from '../engine/json.ts';
import type { Transaction } from '../engine/transaction.ts';
import type { Call } from '../collections/call.ts';
import { aggregatedList } from './methods/aggregated-list.ts';
import { remove } from './methods/delete.ts';
import { get } from './methods/get.ts';
import { insert } from './methods/insert.ts';
import { list } from './methods/list.ts';
import { patch, update, withNewFingerprint } from './methods/modify.ts';
import { setLabels } from './methods/set-labels.ts';
import { notFound, notReady, notSimulated } from '../engine/refusal.ts';
import type { Service } from './service.ts';

/** Answers a call; undefined is an empty body. */
export type Handler = (service: Service, call: Call, transaction: Transaction) => JsonObject | undefined;

/** The methods that are the same for every collection, by name. */
const GENERIC: Readonly<Record<string, Handler>> = {
  get,
  list,
  aggregatedList,
  insert,
  patch,
  update,
  delete: remove,
  setLabels,
};

/** What answers a method: a verb of its collection, or what every collection has; undefined if nothing simulates it. */
export function handlerOf(service: Service, method: Method, segment: string): Handler | undefined {
  const collection = service.registry.of(method.collection, segment);
  const verbs = collection.verbs ?? {};
  const verb = Object.hasOwn(verbs, method.name) ? verbs[method.name] : undefined;
  if (verb !== undefined) return answerWith(verb);
  return Object.hasOwn(GENERIC, method.name) && fits(method) ? GENERIC[method.name] : undefined;
}

/** Answers a call with what simulates its method. @throws Refusal 501 if nothing does */
export function dispatch(service: Service, call: Call, transaction: Transaction): JsonObject | undefined {
  const handler = handlerOf(service, call.method, call.segment);
  if (handler === undefined) throw notSimulated(`The method ${call.method.id}`);
  return handler(service, call, transaction);
}

/** Whether a method of a generic name has the generic shape: a resource that has a name, or a list of such. */
function fits(method: Method): boolean {
  if (method.name === 'insert') return method.request !== undefined && 'name' in schema(method.request).properties;
  if (method.name === 'list') return method.response !== undefined && 'items' in schema(method.response).properties;
  return true;
}

/** Runs a verb; what it wants to write goes through an operation. */
function answerWith(verb: Verb): Handler {
  return (service, call, transaction) => {
    const isMutation = call.method.operationScope !== undefined;
    if (isMutation && transaction.state.locks.has(call.path)) throw notReady(call.path);
    const outcome: Outcome = verb(call, transaction);
    if ('answer' in outcome) return outcome.answer;
    const before = transaction.get(call.path);
    if (before === undefined) throw notFound(call.path);
    const target = { path: call.path, id: before.resource['id'] };
    if ('operation' in outcome) return service.operate(call, transaction, target, outcome);
    transaction.put(call.path, withNewFingerprint(service.collectionOf(call), before, outcome.write, transaction));
    const { operationType } = outcome;
    return service.operate(
      call,
      transaction,
      target,
      operationType === undefined ? { operation: 'running' } : { operation: 'running', operationType },
    );
  };
}
