import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { alreadyExists, invalid, required } from '../../kernel/refusal.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { calledResource } from '../called-resource.ts';
import type { Call } from '../call.ts';
import type { Verb } from '../verb.ts';
import { started, stopped } from '../instances/instance-power.ts';
import {
  abandonInstances,
  makeInstance,
  managedInstances,
  removeInstances,
  replaceInstances,
  setMembers,
  templateOf,
  zonesOfManager,
} from './managed-instances.ts';

/** Paths of the managed instances that a body names. @throws Refusal for one that the manager does not have */
function namedInstances(call: Call, transaction: Transaction): ReadonlySet<string> {
  const sent = asArray(call.body.instances).map(asString);
  if (sent.length === 0) throw required('resource.instances');
  const managed = new Set(managedInstances(call.path, transaction).map(({ path }) => path));
  return new Set(
    sent.map((reference, index) => {
      const path = referencedPath(reference, call.project) ?? '';
      if (managed.has(path)) return path;
      const field = `resource.instances[${index}]`;
      throw invalid(field, reference, `The instance is not managed by '${call.path}'.`);
    }),
  );
}

const withSize = (manager: Entry, change: Readonly<Record<string, number>>): Entry => {
  const resource: JsonDraft = { ...manager.resource };
  for (const [field, by] of Object.entries(change)) resource[field] = Math.max(0, Number(resource[field] ?? 0) + by);
  const versions = asArray(resource.versions).map(asObject);
  const [only] = versions;
  if (only !== undefined && versions.length === 1) {
    resource.versions = [{ ...only, targetSize: { ...asObject(only.targetSize), calculated: resource.targetSize } }];
  }
  return { ...manager, resource };
};

const resize: Verb = (call) => {
  const size = Number(call.query.get('size'));
  if (size < 0) throw invalid('size', call.query.get('size'), 'Must be greater than or equal to 0.');
  return { set: { targetSize: size } };
};

const setInstanceTemplate: Verb = ({ body }) => {
  const { instanceTemplate } = body;
  if (asString(instanceTemplate) === '') throw required('resource.instanceTemplate');
  return { set: { instanceTemplate, versions: [{ instanceTemplate }] } };
};

const setTargetPools: Verb = ({ body }) => ({ set: { targetPools: body.targetPools ?? [] } });

const deleteInstances: Verb = (call, transaction) => {
  const manager = calledResource(call, transaction);
  const gone = namedInstances(call, transaction);
  removeInstances(call.path, gone, transaction);
  return { write: withSize(manager, { targetSize: -gone.size }) };
};

const abandon: Verb = (call, transaction) => {
  const manager = calledResource(call, transaction);
  const gone = namedInstances(call, transaction);
  abandonInstances(call.path, gone, transaction);
  return { write: withSize(manager, { targetSize: -gone.size }) };
};

const recreateInstances: Verb = (call, transaction) => {
  const manager = calledResource(call, transaction);
  const named = namedInstances(call, transaction);
  replaceInstances(call.path, named, asString(manager.resource.instanceTemplate), transaction);
  return { write: manager };
};

const applyUpdatesToInstances: Verb = (call, transaction) => {
  const manager = calledResource(call, transaction);
  const template = asString(manager.resource.instanceTemplate);
  const named =
    call.body.allInstances === true
      ? new Set(managedInstances(call.path, transaction).map(({ path }) => path))
      : namedInstances(call, transaction);
  const isAtLeastReplaced = call.body.minimalAction === 'REPLACE';
  const outdated = [...named].filter((path) => isAtLeastReplaced || templateOf(transaction.get(path)) !== template);
  replaceInstances(call.path, new Set(outdated), template, transaction);
  return { write: manager };
};

/** Makes instances under names of one's own choice. */
const createInstances: Verb = (call, transaction) => {
  const manager = calledResource(call, transaction);
  const configs = asArray(call.body.instances).map(asObject);
  if (configs.length === 0) throw required('resource.instances');
  const members = [...managedInstances(call.path, transaction)];
  const [scope = ''] = zonesOfManager(call.path, manager.resource);
  for (const [index, { name }] of configs.entries()) {
    if (typeof name !== 'string' || name === '') throw required(`resource.instances[${index}].name`);
    const path = `${scope}/instances/${name}`;
    if (transaction.get(path) !== undefined) throw alreadyExists(path);
    const template = asString(manager.resource.instanceTemplate);
    members.push(makeInstance(call.path, { scope, name }, template, transaction));
  }
  setMembers(call.path, members, transaction);
  return { write: withSize(manager, { targetSize: configs.length }) };
};

/** Puts running instances at rest, where they are no part of the size of the group. */
const rest =
  (status: 'SUSPENDED' | 'TERMINATED', sizeField: string): Verb =>
  (call, transaction) => {
    const manager = calledResource(call, transaction);
    let moved = 0;
    for (const path of namedInstances(call, transaction)) {
      const instance = transaction.get(path);
      if (instance === undefined || instance.hidden?.standby !== undefined) continue;
      const entry = stopped(instance, status, transaction);
      transaction.put(path, { ...entry, hidden: { ...entry.hidden, standby: sizeField } });
      moved++;
    }
    return { write: withSize(manager, { targetSize: -moved, [sizeField]: moved }) };
  };

/** The reverse of {@link rest}. */
const wake =
  (sizeField: string): Verb =>
  (call, transaction) => {
    const manager = calledResource(call, transaction);
    let moved = 0;
    for (const path of namedInstances(call, transaction)) {
      const instance = transaction.get(path);
      if (instance === undefined || instance.hidden?.standby !== sizeField) continue;
      const { standby: _, ...hidden } = instance.hidden;
      transaction.put(path, started({ ...instance, hidden }, transaction));
      moved++;
    }
    return { write: withSize(manager, { targetSize: moved, [sizeField]: -moved }) };
  };

const listManagedInstances: Verb = (call, transaction) => {
  const manager = calledResource(call, transaction);
  return {
    list: managedInstances(call.path, transaction).map(({ path, id }) => shown(path, id, manager, transaction)),
  };
};

function shown(path: string, id: string, manager: Entry, transaction: Transaction): JsonObject {
  const instance = transaction.get(path);
  const instanceTemplate = templateOf(instance);
  const item: JsonDraft = {
    instance: linkOf(path),
    id,
    name: nameOf(path),
    instanceStatus: instance?.resource.status,
    currentAction: 'NONE',
    version: { ...versionName(manager.resource, instanceTemplate), instanceTemplate },
  };
  const { healthCheck } = asObject(asArray(manager.resource.autoHealingPolicies)[0]);
  if (healthCheck !== undefined) item.instanceHealth = [{ healthCheck, detailedHealthState: 'HEALTHY' }];
  return item;
}

function versionName(manager: JsonObject, template: string): JsonObject {
  const version = asArray(manager.versions)
    .map(asObject)
    .find(({ instanceTemplate }) => instanceTemplate === template);
  return version?.name === undefined ? {} : { name: version.name };
}

/** Nothing goes wrong with an instance here. */
const listErrors: Verb = () => ({ list: [] });

/** What can be done with a managed instance group besides replacing what is known of it. */
export const managerVerbs: Readonly<Record<string, Verb>> = {
  resize,
  setInstanceTemplate,
  setTargetPools,
  deleteInstances,
  abandonInstances: abandon,
  recreateInstances,
  applyUpdatesToInstances,
  createInstances,
  stopInstances: rest('TERMINATED', 'targetStoppedSize'),
  suspendInstances: rest('SUSPENDED', 'targetSuspendedSize'),
  startInstances: wake('targetStoppedSize'),
  resumeInstances: wake('targetSuspendedSize'),
  listManagedInstances,
  listErrors,
};
