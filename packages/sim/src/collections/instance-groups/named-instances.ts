import { alreadyExists, required } from '../../kernel/refusal.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { nameOf, parseScope } from '../../kernel/resource-path.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Resource } from '../../wire/wire.ts';
import type { Call } from '../call.ts';
import { zonesForNew } from './distribution.ts';
import { instanceMaker, managedInstances, setMembers } from './managed-instances.ts';
import { configsOf, withConfigs } from './manager-configs.ts';
import { newConfig } from './per-instance-configs.ts';

type Manager = Resource<'InstanceGroupManager'>;
type Config = Resource<'PerInstanceConfig'>;

/**
 * Makes instances of a group under names of one's own choice, with the state that is preserved for each.
 *
 * @returns the manager with that state written down
 */
export function makeNamedInstances(
  path: string,
  manager: Entry<Manager>,
  sent: readonly Config[],
  call: Call,
  transaction: Transaction,
): Entry<Manager> {
  const members = [...managedInstances(path, transaction)];
  const nextZone = zonesForNew(path, manager.resource, members, transaction);
  // A regional group has a name once, whichever zone its instance is in.
  const taken = new Map(members.map((member) => [nameOf(member.path), member.path]));
  const places: { readonly scope: string; readonly name: string }[] = [];
  const configs = sent.map((config, index) => {
    const field = `resource.instances[${index}]`;
    const { name = '', preservedState } = config;
    if (name === '') throw required(`${field}.name`);
    const holder = taken.get(name);
    if (holder !== undefined) throw alreadyExists(holder);
    const scope = nextZone(zoneOfDisks(preservedState, call.project));
    taken.set(name, `${scope}/instances/${name}`);
    places.push({ scope, name });
    return newConfig(config, preservedState ?? {}, field, call, transaction, 'EFFECTIVE');
  });
  const named = new Set(places.map(({ name }) => name));
  const kept = configs.filter(({ preservedState }) => preservedState !== undefined);
  // An instance that was deleted past its manager has left its configuration behind.
  const others = configsOf(manager).filter(({ name = '' }) => !named.has(name));
  const written = withConfigs(manager, [...others, ...kept]);
  // Instances are made with the state that their manager has written down for them.
  transaction.put(path, written);
  const make = instanceMaker(path, transaction);
  const template = manager.resource.instanceTemplate ?? '';
  for (const place of places) members.push(make({ ...place, template }));
  setMembers(path, members, transaction);
  return written;
}

/** Where the disks are that are preserved for an instance: it is made in their zone (a test of Terraform's provider). */
function zoneOfDisks({ disks = {} }: Resource<'PreservedState'> = {}, project: string): string | undefined {
  const zones = Object.values(disks).map(({ source = '' }) => parseScope(referencedPath(source, project) ?? ''));
  return zones.find(({ scopeKind }) => scopeKind === 'zones')?.scope;
}
