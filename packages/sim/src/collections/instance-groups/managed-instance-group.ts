import type { JsonObject } from '../../kernel/json.ts';
import { isSame } from '../../kernel/json.ts';
import { nameOf, parsePath } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { WriteContext } from '../context.ts';
import type { HiddenOfGroup, Member } from '../instances/group-members.ts';
import { completeVersions, templatesFor } from './instance-group-manager-versions.ts';
import { addInstances, groupPathOf, managedInstances, removeInstances } from './managed-instances.ts';
import { standbyOf, templateOf } from '../instances/managed-by.ts';
import { updateInstances } from './update-instances.ts';
import { updatePools } from './managed-target-pools.ts';
import { checkNamedPorts } from './named-ports.ts';
import { withoutConfigsOf } from './per-instance-configs.ts';
import { propertiesOfTemplate } from '../instances/instance-template-properties.ts';
import { serviceMade } from '../service-made.ts';
import { find } from '../../wire/find.ts';
import type { Draft, Resource, Sent } from '../../wire/wire.ts';

type Manager = Resource<'InstanceGroupManager'>;
type InstanceGroup = Resource<'InstanceGroup'>;

/** "Existing instances in the group are not affected", its description says, other than that of the zonal method. */
const KEEPS_POOLS_OF_INSTANCES = 'regionInstanceGroupManagers.setTargetPools';

/**
 * Makes the group and the instances of a manager what the manager says they should be.
 *
 * @returns what is kept hidden of the manager from then on
 */
export function reconcile(
  resource: Manager,
  context: Pick<WriteContext<Manager>, 'before' | 'call' | 'path' | 'sent' | 'transaction'>,
): JsonObject {
  const { before, call, path, sent, transaction } = context;
  checkNamedPorts(sent);
  if (before === undefined) createGroup(path, resource, sent, transaction);
  else {
    if (sent.namedPorts !== undefined) setNamedPorts(path, sent, transaction);
    const isChanged = !isSame(before.resource.targetPools, resource.targetPools);
    if (isChanged && call.method.id !== KEEPS_POOLS_OF_INSTANCES) {
      const members = managedInstances(path, transaction);
      updatePools(before.resource, members, [], transaction);
      updatePools(resource, [], members, transaction);
    }
  }
  const gone = scale(path, resource, transaction);
  if (resource.updatePolicy?.type === 'PROACTIVE') updateOutdated(path, resource, transaction);
  return (before === undefined ? undefined : withoutConfigsOf(before, gone).hidden) ?? {};
}

/** Gives a manager's group another size, as an autoscaler does. */
export function resizeManager(path: string, targetSize: number, transaction: Transaction): void {
  const manager = find(transaction, 'instanceGroupManagers', path);
  if (manager === undefined) return;
  const draft: Draft<Manager> = { ...manager.resource, targetSize, fingerprint: transaction.newFingerprint() };
  completeVersions(draft, manager.resource);
  const written = { ...manager, resource: draft };
  transaction.put(path, written);
  const gone = scale(path, draft, transaction);
  transaction.put(path, withoutConfigsOf(written, gone));
}

function createGroup(manager: string, resource: Manager, sent: Sent<Manager>, transaction: Transaction): void {
  const path = groupPathOf(manager);
  const name = nameOf(path);
  const { project, scope, scopeKind } = parsePath(path);
  const description = `This instance group is controlled by Instance Group Manager '${name}'. To modify instances in this group, use the Instance Group Manager API: https://cloud.google.com/compute/docs/reference/latest/instanceGroupManagers`;
  const draft: Draft<InstanceGroup> = serviceMade(
    'compute#instanceGroup',
    path,
    { name, description, size: 0 },
    transaction,
  );
  draft[scopeKind === 'zones' ? 'zone' : 'region'] = linkOf(scope);
  draft.fingerprint = transaction.newFingerprint();
  if (sent.namedPorts !== undefined && sent.namedPorts !== null) draft.namedPorts = sent.namedPorts;
  const template = resource.instanceTemplate ?? '';
  const { networkInterfaces } = propertiesOfTemplate(template, { transaction, project, scope, name });
  const { network, subnetwork } = networkInterfaces?.[0] ?? {};
  draft.network = network ?? linkOf(`projects/${project}/global/networks/default`);
  if (subnetwork !== undefined) draft.subnetwork = subnetwork;
  transaction.put(path, { resource: draft, hidden: { manager, members: [] } satisfies HiddenOfGroup });
}

function setNamedPorts(manager: string, sent: Sent<Manager>, transaction: Transaction): void {
  const path = groupPathOf(manager);
  const group = find(transaction, 'instanceGroups', path);
  if (group === undefined) return;
  const resource: Draft<InstanceGroup> = { ...group.resource, fingerprint: transaction.newFingerprint() };
  if (sent.namedPorts === undefined || sent.namedPorts === null) delete resource.namedPorts;
  else resource.namedPorts = sent.namedPorts;
  transaction.put(path, { ...group, resource });
}

/** Those that the manager keeps stopped or suspended are no part of its size. */
const activeInstances = (manager: string, transaction: Transaction): readonly Member[] =>
  managedInstances(manager, transaction).filter(
    ({ path }) => standbyOf(find(transaction, 'instances', path)) === undefined,
  );

/** Adds or removes instances until there are as many as there should be. @returns paths of those that are removed */
function scale(manager: string, resource: Manager, transaction: Transaction): ReadonlySet<string> {
  const active = activeInstances(manager, transaction);
  const size = resource.targetSize ?? 0;
  const gone = new Set(active.slice(size).map(({ path }) => path));
  if (gone.size > 0) removeInstances(manager, gone, transaction);
  if (active.length < size) {
    const missing = missingTemplates(resource, active, transaction);
    addInstances(manager, resource, missing.slice(0, size - active.length), transaction);
  }
  return gone;
}

/** Templates of the instances that are desired and not there, in the order of the versions. */
function missingTemplates(resource: Manager, active: readonly Member[], transaction: Transaction): readonly string[] {
  const missing: string[] = [];
  for (const [template, size] of templatesFor(resource)) {
    const present = active.filter(({ path }) => templateOf(find(transaction, 'instances', path)) === template).length;
    for (let count = present; count < size; count++) missing.push(template);
  }
  // Instances of an older template hold the places of those that are desired.
  const main = resource.instanceTemplate ?? '';
  while (missing.length + active.length < (resource.targetSize ?? 0)) missing.push(main);
  return missing;
}

/**
 * Updates what is of a template that is not desired, or of which there are too many. What would be disrupted more than the policy
 * allows stays as it is (documented).
 */
function updateOutdated(manager: string, resource: Manager, transaction: Transaction): void {
  const active = activeInstances(manager, transaction);
  const missing = missingTemplates(resource, active, transaction);
  const room = new Map(templatesFor(resource));
  const outdated = active.filter(({ path }) => {
    const template = templateOf(find(transaction, 'instances', path));
    const left = room.get(template) ?? 0;
    room.set(template, left - 1);
    return left <= 0;
  });
  const templates = outdated.map(
    ({ path }, index) => [path, missing[index] ?? resource.instanceTemplate ?? ''] as const,
  );
  const { minimalAction = 'REPLACE', mostDisruptiveAllowedAction = 'REPLACE' } = resource.updatePolicy ?? {};
  const disruption = { minimal: minimalAction, most: mostDisruptiveAllowedAction };
  updateInstances(manager, resource, new Map(templates), disruption, transaction);
}
