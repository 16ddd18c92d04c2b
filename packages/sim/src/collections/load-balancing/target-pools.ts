import { referencedPath } from '../../kernel/reference-path.ts';
import { changedItems } from '../../kernel/changed-items.ts';
import { invalid } from '../../kernel/refusal.ts';
import { nameOf, parseScope } from '../../kernel/resource-path.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { Probes, sinceOf } from '../../probing/probes.ts';
import type { HealthState } from '../../probing/verdict.ts';
import type { Call } from '../call.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import type { WriteContext } from '../context.ts';
import { defineCollection } from '../define-collection.ts';
import { find, scanUsersIn } from '../../wire/find.ts';
import type { Verb } from '../verb.ts';
import { RUNNING } from '../probe-memory.ts';
import type { MemberStatus } from './member-health.ts';
import { rememberPool } from './remember-probing.ts';
import { checkNumber } from '../number-range.ts';
import { setOrClearField } from '../set-field.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type TargetPool = Resource<'TargetPool'>;

/** What adds to the lists of a pool, or removes from them, and the field that each item of a list has. */
type Names = {
  readonly instances?: readonly Resource<'InstanceReference'>[] | undefined;
  readonly healthChecks?: readonly Resource<'HealthCheckReference'>[] | undefined;
};
type Item = Resource<'InstanceReference'> & Resource<'HealthCheckReference'>;
const FIELDS = { instances: 'instance', healthChecks: 'healthCheck' } as const;

function check(resource: TargetPool, { before, call }: WriteContext<TargetPool>): void {
  if ((resource.healthChecks ?? []).length > 1) {
    throw invalid('resource.healthChecks', '', 'At most one health check can be specified.');
  }
  const instances = resource.instances ?? [];
  const { start, end } = changedItems(instances, before?.resource.instances);
  for (const [offset, instance] of instances.slice(start, end).entries()) {
    const index = start + offset;
    const { location: zone } = parseScope(pathOf(instance) ?? '');
    if (zone.startsWith(`${nameOf(call.scope)}-`)) continue;
    throw invalid(`resource.instances[${index}]`, instance, `The instance must be in region '${nameOf(call.scope)}'.`);
  }
  const { failoverRatio, backupPool } = resource;
  if (failoverRatio !== undefined && backupPool === undefined) {
    throw invalid('resource.failoverRatio', failoverRatio, 'It can only be set together with backupPool.');
  }
  checkNumber(failoverRatio, [0, 1], 'resource.failoverRatio');
}

/** Links of what a body names, which may be nothing: Terraform's provider adds and removes in turn, whatever there is of each. */
function namedLinks(call: Call<Names>, list: keyof Names): readonly string[] {
  const items: readonly Item[] = call.body[list] ?? [];
  const field = FIELDS[list];
  return items.map((item, index) => {
    const value = item[field] ?? '';
    const path = referencedPath(value, call.project);
    if (path === undefined) throw invalid(`resource.${list}[${index}].${field}`, value, 'The URL is malformed.');
    return linkOf(path);
  });
}

/** Adds to a list of the pool; what is in it already stays once. */
const add =
  (list: keyof Names): Verb<Names, TargetPool> =>
  (call, transaction) => {
    const present = calledResource<TargetPool>(call, transaction).resource[list] ?? [];
    const missing = new Set(namedLinks(call, list));
    for (const link of present) missing.delete(link);
    return { set: { [list]: [...present, ...missing] } };
  };

const remove =
  (list: keyof Names): Verb<Names, TargetPool> =>
  (call, transaction) => {
    const gone = new Set(namedLinks(call, list));
    const present = calledResource<TargetPool>(call, transaction).resource[list] ?? [];
    return { set: { [list]: present.filter((link) => !gone.has(link)) } };
  };

const setBackup: Verb<Resource<'TargetReference'>, TargetPool> = (call) => {
  const { target = '' } = call.body;
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
  const healthStatus: MemberStatus[] = [];
  scanUsersIn(transaction.state, 'forwardingRules', call.path, ({ resource }) => {
    healthStatus.push({ healthState, instance: linkOf(instance), ipAddress: resource.IPAddress });
  });
  return { answer: healthStatus.length === 0 ? answer : { ...answer, healthStatus } };
};

/** What a pool's health check finds of an instance; one that does not run answers no probe. */
export function poolHealth(instance: string, pool: Entry<TargetPool>, transaction: Transaction): HealthState {
  const entry = find(transaction, 'instances', instance);
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
    check,
  },
  operations: { fullTypes: ['setSecurityPolicy'] },
  probing: { remember: rememberPool },
  verbs: {
    addInstance: add('instances'),
    removeInstance: remove('instances'),
    addHealthCheck: add('healthChecks'),
    removeHealthCheck: remove('healthChecks'),
    setBackup,
    setSecurityPolicy: setOrClearField('securityPolicy'),
    getHealth,
  },
  evidence: {
    documented: {
      insert: [
        {
          describedAt: 'TargetPool.instances',
          sentence: 'They must live in zones contained in the same region as this pool.',
        },
        { describedAt: 'TargetPool.healthChecks', sentence: 'Only one health check may be specified.' },
        { describedAt: 'TargetPool.failoverRatio', sentence: 'If set, backupPool must also be set.' },
      ],
      addInstance: { describedAt: 'targetPools.addInstance', sentence: 'Adds an instance to a target pool.' },
      removeInstance: {
        describedAt: 'targetPools.removeInstance',
        sentence: 'Removes instance URL from a target pool.',
      },
      addHealthCheck: {
        describedAt: 'targetPools.addHealthCheck',
        sentence: 'Adds health check URLs to a target pool.',
      },
      removeHealthCheck: {
        describedAt: 'targetPools.removeHealthCheck',
        sentence: 'Removes health check URL from a target pool.',
      },
      setBackup: [{ describedAt: 'targetPools.setBackup', sentence: "Changes a backup target pool's configurations." }],
      setSecurityPolicy: {
        describedAt: 'targetPools.setSecurityPolicy',
        sentence: 'Sets the Google Cloud Armor security policy for the specified target pool.',
      },
      getHealth: {
        describedAt: 'targetPools.getHealth',
        sentence:
          'Gets the most recent health check results for each IP for the instance that is referenced by the given target pool.',
      },
    },
  },
});
