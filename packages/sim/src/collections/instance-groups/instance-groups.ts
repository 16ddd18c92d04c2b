import { modelOf } from '@gcepool/api/models';
import { nameOf, parentOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Call } from '../call.ts';
import { changedItems } from '../../kernel/changed-items.ts';
import { checkFingerprint } from '../../kernel/fingerprint.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { invalid, notFound, notReady, Refusal, required } from '../../kernel/refusal.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { find } from '../../wire/find.ts';
import type { Verb } from '../verb.ts';
import { balancedTwice, isBalanced, isBalancedElsewhere } from '../instances/balanced-groups.ts';
import { noteLiving } from '../incarnations.ts';
import type { Member } from '../instances/group-members.ts';
import { livingMembers, managerOf, membersOf, withMembers } from '../instances/group-members.ts';
import { rememberParts } from '../probe-memory.ts';
import { checkNamedPorts } from './named-ports.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type InstanceGroup = Resource<'InstanceGroup'>;
type InstanceReference = Resource<'InstanceReference'>;

const MOST_MEMBERS = 2000;

function complete(draft: Draft<InstanceGroup>): void {
  draft.description ??= '';
  draft.size = 0;
}

/** Paths of the instances a body names; all must be in the group's own zone. */
function namedInstances(
  call: Call<{ readonly instances?: readonly InstanceReference[] | undefined }>,
): readonly string[] {
  const { instances = [] } = call.body;
  if (instances.length === 0) throw required('resource.instances');
  return instances.map((item, index) => {
    const { instance: sent = '' } = item;
    const field = `resource.instances[${index}].instance`;
    if (sent === '') throw required(field);
    const path = referencedPath(sent, call.project);
    if (path === undefined) throw invalid(field, sent, 'The URL is malformed.');
    if (parentOf(path) !== `${call.scope}/instances`) {
      throw invalid(field, sent, `The instance must be in zone '${nameOf(call.scope)}'.`);
    }
    return path;
  });
}

/** @throws Refusal for a group whose members its manager decides on */
function checkUnmanaged(path: string, group: Entry<InstanceGroup>): void {
  const manager = managerOf(group);
  if (manager === undefined) return;
  const explanation = `The group is managed by an Instance Group Manager: use the methods of '${manager}'.`;
  throw invalid('instanceGroup', nameOf(path), explanation);
}

const addInstances: Verb<Resource<'InstanceGroupsAddInstancesRequest'>, InstanceGroup> = (call, transaction) => {
  const group = calledResource<InstanceGroup>(call, transaction);
  checkUnmanaged(call.path, group);
  const before = livingMembers(group, transaction);
  const named = namedInstances(call);
  const asked = new Set(named);
  const present = new Set(before.flatMap(({ path }) => (asked.has(path) ? path : [])));
  const added: Member[] = [];
  let { network, subnetwork } = group.resource;
  for (const path of named) {
    const instance = find(transaction, 'instances', path)?.resource;
    if (instance === undefined) throw transaction.state.locks.has(path) ? notReady(path) : notFound(path);
    if (present.has(path)) {
      throw new Refusal(400, 'memberAlreadyExists', `Resource '${path}' is already a member of '${call.path}'.`);
    }
    const nic = instance.networkInterfaces?.[0] ?? {};
    network ??= nic.network;
    subnetwork ??= nic.subnetwork;
    if (nic.network !== network) {
      throw invalid('resource.instances', linkOf(path), `The instance must be in network '${network ?? ''}'.`);
    }
    present.add(path);
    added.push({ path, id: instance.id ?? '' });
  }
  const members = [...before, ...added];
  if (members.length > MOST_MEMBERS) {
    throw invalid('resource.instances', call.body.instances, `A group has at most ${MOST_MEMBERS} instances.`);
  }
  if (isBalanced(call.path, transaction.state)) {
    const twice = added.find((member) => isBalancedElsewhere(member, { except: call.path }, transaction));
    if (twice !== undefined) return { operation: balancedTwice(twice.path) };
  }
  const resource: Draft<InstanceGroup> = { ...group.resource };
  if (network !== undefined) resource.network = network;
  if (subnetwork !== undefined) resource.subnetwork = subnetwork;
  return { write: withMembers({ ...group, resource }, noteLiving(members, transaction, before)) };
};

const removeInstances: Verb<Resource<'InstanceGroupsRemoveInstancesRequest'>, InstanceGroup> = (call, transaction) => {
  const group = calledResource<InstanceGroup>(call, transaction);
  checkUnmanaged(call.path, group);
  const before = livingMembers(group, transaction);
  const named = namedInstances(call);
  const gone = new Set(named);
  const present = new Set(before.flatMap(({ path }) => (gone.has(path) ? path : [])));
  for (const path of named) {
    if (!present.delete(path)) {
      // Who deleted the instance is told that it is not there (a client's test).
      if (find(transaction, 'instances', path) === undefined) throw notFound(path);
      throw new Refusal(400, 'memberNotFound', `Resource '${path}' is not a member of '${call.path}'.`);
    }
  }
  const members = before.filter(({ path }) => !gone.has(path));
  return { write: withMembers(group, noteLiving(members, transaction, before)) };
};

const setNamedPorts: Verb<Resource<'InstanceGroupsSetNamedPortsRequest'>, InstanceGroup> = (call, transaction) => {
  const group = calledResource<InstanceGroup>(call, transaction);
  checkFingerprint(call.body.fingerprint, group.resource, {
    field: 'fingerprint',
    isRequired: false,
    message: 'Invalid fingerprint.',
  });
  checkNamedPorts(call.body);
  const resource: Draft<InstanceGroup> = { ...group.resource };
  const namedPorts = call.body.namedPorts ?? [];
  if (namedPorts.length > 0) resource.namedPorts = namedPorts;
  else delete resource.namedPorts;
  return { write: { ...group, resource } };
};

const listInstances: Verb<Resource<'RegionInstanceGroupsListInstancesRequest'>, InstanceGroup> = (
  call,
  transaction,
) => {
  const group = calledResource<InstanceGroup>(call, transaction);
  const { instanceState, portName } = call.body;
  const isRunningOnly = instanceState === 'RUNNING';
  const namedPorts = group.resource.namedPorts?.filter(({ name }) => portName === undefined || name === portName);
  const items: Resource<'InstanceWithNamedPorts'>[] = [];
  for (const { path } of livingMembers(group, transaction)) {
    const status = find(transaction, 'instances', path)?.resource.status;
    if (isRunningOnly && status !== 'RUNNING') continue;
    items.push({ instance: linkOf(path), status, ...(namedPorts === undefined ? {} : { namedPorts }) });
  }
  const kind = modelOf('v1').kindOf(call.method.response ?? '');
  return { answer: items.length > 0 ? { kind, items } : { kind } };
};

export const instanceGroups: Collection = defineCollection({
  name: 'instanceGroups',
  collections: ['instanceGroups', 'regionInstanceGroups'],
  body: { accepts: ['network'] },
  references: { 'InstanceGroup.network': { to: ['networks'] } },
  lifecycle: {
    fingerprintFields: ['namedPorts'],
    complete,
    check: checkNamedPorts,
    hiddenReferences: (entry, except) => {
      const members = membersOf(entry);
      const { start, end } = changedItems(members, except === undefined ? [] : membersOf(except));
      return members.slice(start, end).map(({ path }) => ({ target: path, isWeak: true }));
    },
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
  probing: {
    remember: rememberParts((group) => new Map(membersOf(group).map((member) => [member.path, member]))),
  },
  verbs: { addInstances, removeInstances, setNamedPorts, listInstances },
  evidence: {
    documented: {
      setNamedPorts: {
        describedAt: 'regionInstanceGroups.setNamedPorts',
        sentence: 'Sets the named ports for the specified regional instance group.',
      },
      listInstances: [
        {
          describedAt: 'regionInstanceGroups.listInstances',
          sentence:
            'Lists the instances in the specified instance group and displays information about the named ports.',
        },
        {
          describedAt: 'RegionInstanceGroupsListInstancesRequest.portName',
          sentence: 'If it is set, only information about this ports will be returned.',
        },
      ],
    },
  },
});
