import { kindOf } from '@gcepool/api';
import type { Json, JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Call } from '../call.ts';
import { checkFingerprint } from '../../kernel/fingerprint.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { invalid, notFound, notReady, Refusal, required } from '../../kernel/refusal.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { Verb } from '../verb.ts';
import { livingMembers, membersOf, withMembers } from './instance-group-members.ts';
import { rememberMembers } from '../probe-memory.ts';

const MOST_MEMBERS = 2000;

function complete(draft: JsonDraft): void {
  draft.description ??= '';
  draft.size = 0;
}

function checkNamedPorts(resource: JsonObject): void {
  for (const [index, item] of asArray(resource.namedPorts).entries()) {
    const field = `resource.namedPorts[${index}]`;
    const { name, port } = asObject(item);
    if (typeof name !== 'string' || !/^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) {
      throw invalid(`${field}.name`, name, "Must be a match of regex '(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)'");
    }
    if (typeof port !== 'number' || port < 1 || port > 65_535) {
      throw invalid(`${field}.port`, port, 'Must be between 1 and 65535.');
    }
  }
}

/** Paths of the instances a body names; all must be in the group's own zone. */
function namedInstances(call: Call): readonly string[] {
  const instances = asArray(call.body.instances);
  if (instances.length === 0) throw required('resource.instances');
  return instances.map((item, index) => {
    const sent = asString(asObject(item).instance);
    const field = `resource.instances[${index}].instance`;
    if (sent === '') throw required(field);
    const path = referencedPath(sent, call.project);
    if (path === undefined) throw invalid(field, sent, 'The URL is malformed.');
    if (!path.startsWith(`${call.scope}/instances/`)) {
      throw invalid(field, sent, `The instance must be in zone '${nameOf(call.scope)}'.`);
    }
    return path;
  });
}

/** @throws Refusal for a group whose members its manager decides on */
function checkUnmanaged(path: string, { hidden }: Entry): void {
  const manager = hidden?.manager;
  if (typeof manager !== 'string') return;
  const explanation = `The group is managed by an Instance Group Manager: use the methods of '${manager}'.`;
  throw invalid('instanceGroup', nameOf(path), explanation);
}

const addInstances: Verb = (call, transaction) => {
  const group = readyGroup(call, transaction);
  checkUnmanaged(call.path, group);
  const members = [...livingMembers(group, transaction)];
  const present = new Set(members.map(({ path }) => path));
  let { network, subnetwork } = group.resource;
  for (const path of namedInstances(call)) {
    const instance = transaction.get(path)?.resource;
    if (instance === undefined) throw transaction.state.locks.has(path) ? notReady(path) : notFound(path);
    if (present.has(path)) {
      throw new Refusal(400, 'memberAlreadyExists', `Resource '${path}' is already a member of '${call.path}'.`);
    }
    const nic = asObject(asArray(instance.networkInterfaces)[0]);
    network ??= nic.network;
    subnetwork ??= nic.subnetwork;
    if (nic.network !== network) {
      throw invalid('resource.instances', linkOf(path), `The instance must be in network '${asString(network)}'.`);
    }
    present.add(path);
    members.push({ path, id: asString(instance.id) });
  }
  if (members.length > MOST_MEMBERS) {
    throw invalid('resource.instances', call.body.instances, `A group has at most ${MOST_MEMBERS} instances.`);
  }
  const resource: JsonDraft = { ...group.resource };
  if (network !== undefined) resource.network = network;
  if (subnetwork !== undefined) resource.subnetwork = subnetwork;
  return { write: withMembers({ ...group, resource }, members) };
};

const removeInstances: Verb = (call, transaction) => {
  const group = readyGroup(call, transaction);
  checkUnmanaged(call.path, group);
  const members = new Map(livingMembers(group, transaction).map((member) => [member.path, member]));
  for (const path of namedInstances(call)) {
    if (!members.delete(path)) {
      throw new Refusal(400, 'memberNotFound', `Resource '${path}' is not a member of '${call.path}'.`);
    }
  }
  return { write: withMembers(group, [...members.values()]) };
};

const setNamedPorts: Verb = (call, transaction) => {
  const group = readyGroup(call, transaction);
  checkFingerprint(call.body.fingerprint, group.resource, {
    field: 'fingerprint',
    isRequired: false,
    message: 'Invalid fingerprint.',
  });
  checkNamedPorts(call.body);
  const resource: JsonDraft = { ...group.resource };
  const namedPorts = asArray(call.body.namedPorts);
  if (namedPorts.length > 0) resource.namedPorts = namedPorts;
  else delete resource.namedPorts;
  return { write: { ...group, resource } };
};

const listInstances: Verb = (call, transaction) => {
  const group = transaction.get(call.path);
  if (group === undefined) throw notFound(call.path);
  const isRunningOnly = call.body.instanceState === 'RUNNING';
  const { namedPorts } = group.resource;
  const items: Json[] = [];
  for (const { path } of livingMembers(group, transaction)) {
    const status = transaction.get(path)?.resource.status;
    if (isRunningOnly && status !== 'RUNNING') continue;
    const item: JsonDraft = { instance: linkOf(path), status };
    if (namedPorts !== undefined) item.namedPorts = namedPorts;
    items.push(item);
  }
  const kind = kindOf(call.method.response ?? '');
  return { answer: items.length > 0 ? { kind, items } : { kind } };
};

function readyGroup(call: Call, transaction: Transaction) {
  const group = transaction.get(call.path);
  if (group === undefined) throw notFound(call.path);
  return group;
}

export const instanceGroups: Collection = defineCollection({
  name: 'instanceGroups',
  collections: ['instanceGroups', 'regionInstanceGroups'],
  body: { accepts: ['network'] },
  references: { 'InstanceGroup.network': { to: ['networks'] } },
  lifecycle: {
    fingerprintFields: ['namedPorts'],
    complete,
    check: checkNamedPorts,
    hiddenReferences: (entry) => membersOf(entry).map(({ path }) => ({ target: path, isWeak: true })),
  },
  deletion: { onDelete: (path, entry) => checkUnmanaged(path, entry) },
  reading: { derive: (_path, entry, state) => ({ size: livingMembers(entry, state).length }) },
  operations: {
    types: {
      insert: 'compute.instanceGroups.insert',
      delete: 'compute.instanceGroups.delete',
      addInstances: 'compute.instanceGroups.addInstances',
      removeInstances: 'compute.instanceGroups.removeInstances',
      setNamedPorts: 'compute.instanceGroups.setNamedPorts',
    },
  },
  probing: { remember: rememberMembers },
  verbs: { addInstances, removeInstances, setNamedPorts, listInstances },
});
