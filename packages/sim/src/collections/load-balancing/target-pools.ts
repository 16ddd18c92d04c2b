import type { Json } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { Probes, sinceOf } from '../../probing/probes.ts';
import type { HealthState } from '../../probing/verdict.ts';
import type { Call } from '../call.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { Verb } from '../verb.ts';
import { RUNNING, rememberPool } from '../probe-memory.ts';
import { checkNumber } from '../number-range.ts';
import { setOrClearField } from '../set-field.ts';
import type { Draft, Resource } from '../wire.ts';

type TargetPool = Resource<'TargetPool'>;

function check(resource: TargetPool, call: Call): void {
  if ((resource.healthChecks ?? []).length > 1) {
    throw invalid('resource.healthChecks', '', 'At most one health check can be specified.');
  }
  for (const [index, instance] of (resource.instances ?? []).entries()) {
    const [, , , zone = ''] = (pathOf(asString(instance)) ?? '').split('/');
    if (zone.startsWith(`${nameOf(call.scope)}-`)) continue;
    throw invalid(`resource.instances[${index}]`, instance, `The instance must be in region '${nameOf(call.scope)}'.`);
  }
  const { failoverRatio, backupPool } = resource;
  if (failoverRatio !== undefined && backupPool === undefined) {
    throw invalid('resource.failoverRatio', failoverRatio, 'It can only be set together with backupPool.');
  }
  checkNumber(failoverRatio, [0, 1], 'resource.failoverRatio');
}

/** Links of what a body names, as `{ instance: … }` or `{ healthCheck: … }` in a list. */
function namedLinks(call: Call, list: string, field: string): readonly string[] {
  const items = asArray(call.body[list]);
  if (items.length === 0) throw required(`resource.${list}`);
  return items.map((item, index) => {
    const value = asString(asObject(item)[field]);
    const path = referencedPath(value, call.project);
    if (path === undefined) throw invalid(`resource.${list}[${index}].${field}`, value, 'The URL is malformed.');
    return linkOf(path);
  });
}

/** Adds to a list of the pool; what is in it already stays once. */
const add =
  (list: string, field: string): Verb =>
  (call, transaction) => {
    const present = asArray(calledResource(call, transaction).resource[list]);
    return { set: { [list]: [...new Set([...present, ...namedLinks(call, list, field)])] } };
  };

const remove =
  (list: string, field: string): Verb =>
  (call, transaction) => {
    const gone = new Set<Json>(namedLinks(call, list, field));
    return {
      set: { [list]: asArray(calledResource(call, transaction).resource[list]).filter((link) => !gone.has(link)) },
    };
  };

const setBackup: Verb<Resource<'TargetReference'>, TargetPool> = (call) => {
  const target = asString(call.body.target);
  const failoverRatio = call.query.get('failoverRatio');
  if (target === '') return { set: { backupPool: null, failoverRatio: null } };
  return { set: { backupPool: target, failoverRatio: failoverRatio === undefined ? 0 : Number(failoverRatio) } };
};

/** One status for each address that the pool serves, at the instance asked for. */
const getHealth: Verb<Resource<'InstanceReference'>, TargetPool> = (call, transaction) => {
  const entry = calledResource<TargetPool>(call, transaction);
  const pool = entry.resource;
  const instance = referencedPath(call.body.instance ?? '', call.project) ?? '';
  if (!(pool.instances ?? []).includes(linkOf(instance))) {
    throw invalid('resource.instance', call.body.instance, `It is not in target pool '${call.path}'.`);
  }
  const answer = { kind: 'compute#targetPoolInstanceHealth' };
  const healthState = poolHealth(instance, entry, transaction);
  const healthStatus: Json[] = [];
  transaction.state.scanUsers(call.path, (user) => {
    const rule = user.includes('/forwardingRules/') ? transaction.get(user)?.resource : undefined;
    if (rule === undefined) return;
    healthStatus.push({ healthState, instance: linkOf(instance), ipAddress: rule.IPAddress });
  });
  return { answer: healthStatus.length === 0 ? answer : { ...answer, healthStatus } };
};

/** What a pool's health check finds of an instance; one that does not run answers no probe. */
export function poolHealth(instance: string, pool: Entry<TargetPool>, transaction: Transaction): HealthState {
  const entry = transaction.get(instance);
  if (entry?.resource.status !== 'RUNNING') return 'UNHEALTHY';
  const since = [sinceOf(pool, instance), sinceOf(entry, RUNNING)];
  return new Probes(pool, undefined, transaction).verdict({ behaviourKey: instance, since });
}

export const targetPools: Collection = defineCollection({
  name: 'targetPools',
  collections: ['targetPools'],
  references: {
    'TargetPool.backupPool': { to: ['targetPools'] },
    'TargetPool.healthChecks': { to: ['httpHealthChecks'] },
    // A pool may name instances that are yet to come, and does not keep them (documented).
    'TargetPool.instances': { to: ['instances'], isUnchecked: true, isWeak: true },
    'TargetPool.securityPolicy': { to: ['securityPolicies'] },
  },
  lifecycle: {
    complete: (draft: Draft<TargetPool>) => {
      draft.sessionAffinity ??= 'NONE';
    },
    check: (resource, { call }) => check(resource, call),
  },
  operations: { fullTypes: ['setSecurityPolicy'] },
  probing: { remember: rememberPool },
  verbs: {
    addInstance: add('instances', 'instance'),
    removeInstance: remove('instances', 'instance'),
    addHealthCheck: add('healthChecks', 'healthCheck'),
    removeHealthCheck: remove('healthChecks', 'healthCheck'),
    setBackup,
    setSecurityPolicy: setOrClearField('securityPolicy'),
    getHealth,
  },
});
