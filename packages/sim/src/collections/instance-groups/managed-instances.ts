import type { JsonObject } from '../../kernel/json.ts';
import { nameOf, parsePath, parseScope, projectOf } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import { seedOf } from '../../kernel/token.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { releaseDisks } from '../instances/instance-disks.ts';
import { livingMembers, membersOf, withMembers } from '../instances/group-members.ts';
import type { Member } from '../instances/group-members.ts';
import { instanceSeries } from '../instances/instance-series.ts';
import { propertiesOfTemplate } from '../instances/instance-template-properties.ts';
import { configsOf, stateNamed, stateOf } from './manager-configs.ts';
import { remembering, withState } from './preserved-state.ts';
import { managedBy, unmanaged } from '../instances/managed-by.ts';
import { disksUnderPolicy, overlaid, stateFromPolicy } from './stateful-policy.ts';
import { updatePools } from './managed-target-pools.ts';
import { projectNumberOf } from '../projects/project-number.ts';
import { find } from '../../wire/find.ts';
import { zonesForNew } from './distribution.ts';
import type { Resource } from '../../wire/wire.ts';

type Instance = Resource<'Instance'>;
type Manager = Resource<'InstanceGroupManager'>;

/** The group that a manager owns has its name and lives beside it. */
export const groupPathOf = (manager: string): string =>
  `${parseScope(manager).scope}/instanceGroups/${nameOf(manager)}`;

/** The instances of a manager, in the order they were made. */
export function managedInstances(manager: string, transaction: Transaction): readonly Member[] {
  const group = find(transaction, 'instanceGroups', groupPathOf(manager));
  return group === undefined ? [] : livingMembers(group, transaction);
}

/** Writes down the instances of a manager. @param resource of the manager, where it is not stored yet */
export function setMembers(
  manager: string,
  members: readonly Member[],
  transaction: Transaction,
  resource: Manager | undefined = find(transaction, 'instanceGroupManagers', manager)?.resource,
): void {
  const path = groupPathOf(manager);
  const group = find(transaction, 'instanceGroups', path);
  if (group === undefined) return;
  updatePools(resource, membersOf(group), members, transaction);
  transaction.put(path, withMembers(group, members));
}

/** Where an instance of a manager is made, and of which template; what is preserved of one that it replaces. */
export interface ManagedPlace {
  readonly scope: string;
  readonly name: string;
  readonly template: string;
  readonly preserved?: Resource<'PreservedState'>;
}

/** Makes instances of a manager, all in one request; the name of one that replaces another is kept. */
export function instanceMaker(manager: string, transaction: Transaction): (where: ManagedPlace) => Member {
  const make = instanceSeries();
  const configs = new Map(
    configsOf(find(transaction, 'instanceGroupManagers', manager)).map((config) => [config.name, config]),
  );
  const likeOf = new Map<string, { readonly fields: Instance; readonly hidden: JsonObject }>();
  const project = projectOf(manager);
  return ({ scope, name, template, preserved = {} }) => {
    const place = { transaction, project, scope, name };
    const key = `${scope} ${template}`;
    const like = likeOf.get(key) ?? {
      fields: withOrigin(propertiesOfTemplate(template, place), manager, template),
      hidden: { ...managedBy(manager, template), ...remembering({}) },
    };
    likeOf.set(key, like);
    const state = stateOf(configs.get(name));
    const kept = overlaid(preserved, state);
    const isAlike = Object.keys(kept).length === 0;
    const made = isAlike
      ? make(like.fields, place, like.hidden)
      : make(withState(like.fields, kept, transaction), place, { ...like.hidden, ...remembering(state) });
    return { path: `${scope}/instances/${name}`, id: made.id ?? '' };
  };
}

function numbered(path: string): string {
  const project = projectOf(path);
  return `projects/${projectNumberOf(project)}${path.slice(`projects/${project}`.length)}`;
}

/** Instances know where they come from: metadata says which template and which manager made them. */
export function withOrigin(properties: Partial<Instance>, manager: string, template: string): Instance {
  const items = [
    ...(properties.metadata?.items ?? []),
    { key: 'instance-template', value: numbered(pathOf(template) ?? template) },
    { key: 'created-by', value: numbered(manager) },
  ];
  return { ...properties, metadata: { ...properties.metadata, items } };
}

/**
 * Adds instances of a template each, in zones that the shape of the group picks.
 *
 * @param former instances whose names are not given again
 */
export function addInstances(
  manager: string,
  resource: Manager,
  templates: readonly string[],
  transaction: Transaction,
  former: readonly Member[] = [],
): void {
  const members = [...managedInstances(manager, transaction)];
  const nextZone = zonesForNew(manager, resource, members, transaction);
  const make = instanceMaker(manager, transaction);
  const base = resource.baseInstanceName ?? '';
  const nextNumbered = numberedNames(base, [...members, ...former]);
  for (const template of templates) {
    const scope = nextZone();
    const name = nextNumbered?.() ?? newName(base, scope, transaction);
    members.push(make({ scope, name, template }));
  }
  setMembers(manager, members, transaction, resource);
}

const NAME_LETTERS = '0123456789bcdfghjklmnpqrstvwxz';

/** `base-x0t4`, as managers name their instances. */
function newName(base: string, scope: string, transaction: Transaction): string {
  for (;;) {
    let digits = seedOf(transaction.newId());
    let ending = '';
    for (let index = 0; index < 4; index++) {
      ending += NAME_LETTERS.charAt(digits % NAME_LETTERS.length);
      digits = Math.floor(digits / NAME_LETTERS.length);
    }
    const name = `${base}-${ending}`;
    const isFree = ['instances', 'disks'].every((kind) => transaction.get(`${scope}/${kind}/${name}`) === undefined);
    if (isFree) return name;
  }
}

/** Names as `vm-001` after `vm-###`, each the first that no member has; undefined for a base without hashes (documented). */
function numberedNames(base: string, members: readonly Member[]): (() => string) | undefined {
  const [, prefix = '', hashes, first = '1'] = /^(.*-)(#+)(?:\[(\d+)\])?$/.exec(base) ?? [];
  if (hashes === undefined) return undefined;
  const taken = new Set(members.map(({ path }) => nameOf(path)));
  let number = Number(first);
  return () => {
    for (;;) {
      const name = prefix + String(number++).padStart(hashes.length, '0');
      if (!taken.has(name)) return name;
    }
  };
}

/** Removes instances with the disks that go with them. */
export function removeInstances(manager: string, gone: ReadonlySet<string>, transaction: Transaction): void {
  for (const path of gone) {
    const instance = find(transaction, 'instances', path);
    if (instance === undefined) continue;
    const disks = disksUnderPolicy(find(transaction, 'instanceGroupManagers', manager)?.resource, instance.resource);
    releaseDisks({ ...instance, resource: { ...instance.resource, disks } }, transaction);
    transaction.remove(path);
  }
  const kept = managedInstances(manager, transaction).filter(({ path }) => !gone.has(path));
  setMembers(manager, kept, transaction);
}

/** Lets instances go on without their manager. */
export function abandonInstances(manager: string, gone: ReadonlySet<string>, transaction: Transaction): void {
  const kept = managedInstances(manager, transaction).filter(({ path }) => !gone.has(path));
  for (const path of gone) {
    const instance = find(transaction, 'instances', path);
    if (instance !== undefined) transaction.put(path, unmanaged(instance));
  }
  setMembers(manager, kept, transaction);
}

/** The instance with the disks that are preserved kept from going with it. */
const keeping = (instance: Entry<Instance>, { disks = {} }: Resource<'PreservedState'>): Entry<Instance> => ({
  ...instance,
  resource: {
    ...instance.resource,
    disks: (instance.resource.disks ?? []).map((disk) =>
      Object.hasOwn(disks, disk.deviceName ?? '') ? { ...disk, autoDelete: false } : disk,
    ),
  },
});

/**
 * Makes instances anew as the policy of their manager says: under other names, or under those they have where it is to recreate them, or
 * where something of them is preserved.
 *
 * @param templates the one to make each of, by the instance's path
 */
export function renewInstances(
  manager: string,
  resource: Manager,
  templates: ReadonlyMap<string, string>,
  transaction: Transaction,
): void {
  const entry = find(transaction, 'instanceGroupManagers', manager);
  const keepsNames = resource.updatePolicy?.replacementMethod === 'RECREATE';
  const isKept = (path: string): boolean =>
    keepsNames || Object.keys(preservedOf(entry, resource, path, transaction)).length > 0;
  const [kept, substituted] = [
    [...templates].filter(([path]) => isKept(path)),
    [...templates].filter(([path]) => !isKept(path)),
  ];
  if (kept.length > 0) replaceInstances(manager, new Map(kept), transaction);
  if (substituted.length === 0) return;
  const gone = new Set(substituted.map(([path]) => path));
  const former = managedInstances(manager, transaction).filter(({ path }) => gone.has(path));
  removeInstances(manager, gone, transaction);
  addInstances(
    manager,
    resource,
    substituted.map(([, template]) => template),
    transaction,
    former,
  );
}

/** What is preserved of an instance that is made anew. */
function preservedOf(
  entry: Entry<Manager> | undefined,
  resource: Manager,
  path: string,
  transaction: Transaction,
): Resource<'PreservedState'> {
  const instance = find(transaction, 'instances', path);
  const byPolicy = instance === undefined ? {} : stateFromPolicy(resource, instance.resource);
  return overlaid(byPolicy, stateNamed(entry, nameOf(path)));
}

/** Makes instances anew, under the names they have. @param templates the one to make each of, by the instance's path */
export function replaceInstances(
  manager: string,
  templates: ReadonlyMap<string, string>,
  transaction: Transaction,
): void {
  const entry = find(transaction, 'instanceGroupManagers', manager);
  const make = instanceMaker(manager, transaction);
  const members = managedInstances(manager, transaction).map((member) => {
    const template = templates.get(member.path);
    const instance = template === undefined ? undefined : find(transaction, 'instances', member.path);
    if (template === undefined || instance === undefined) return member;
    const where = parsePath(member.path);
    const preserved = stateFromPolicy(entry?.resource, instance.resource);
    releaseDisks(keeping(instance, overlaid(preserved, stateNamed(entry, where.name))), transaction);
    transaction.remove(member.path);
    return make({ scope: where.scope, name: where.name, template, preserved });
  });
  setMembers(manager, members, transaction);
}
