import type { Entry } from '../../kernel/entry.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { calledResource } from '../called-resource.ts';
import { find } from '../../wire/find.ts';
import type { Verb } from '../verb.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import { stateNamed } from './manager-configs.ts';
import { stateFromPolicy } from './stateful-policy.ts';
import { templateOf } from '../instances/managed-by.ts';
import { managedInstances } from './managed-instances.ts';

type Manager = Resource<'InstanceGroupManager'>;
type ManagedInstance = Resource<'ManagedInstance'>;

export const listManagedInstances: Verb<JsonObject, Manager> = (call, transaction) => {
  const manager = calledResource<Manager>(call, transaction);
  return {
    list: managedInstances(call.path, transaction).map(({ path, id }) => shown(path, id, manager, transaction)),
  };
};

function shown(path: string, id: string, manager: Entry<Manager>, transaction: Transaction): ManagedInstance {
  const instance = find(transaction, 'instances', path);
  const instanceTemplate = templateOf(instance);
  const item: Draft<ManagedInstance> = {
    instance: linkOf(path),
    id,
    name: nameOf(path),
    instanceStatus: instance?.resource.status,
    currentAction: 'NONE',
    version: { ...versionName(manager.resource, instanceTemplate), instanceTemplate },
  };
  const state = stateNamed(manager, nameOf(path));
  if (Object.keys(state).length > 0) item.preservedStateFromConfig = state;
  const fromPolicy = stateFromPolicy(manager.resource, instance?.resource ?? {});
  if (Object.keys(fromPolicy).length > 0) item.preservedStateFromPolicy = fromPolicy;
  const { healthCheck } = manager.resource.autoHealingPolicies?.[0] ?? {};
  if (healthCheck !== undefined) item.instanceHealth = [{ healthCheck, detailedHealthState: 'HEALTHY' }];
  return item;
}

function versionName({ versions = [] }: Manager, template: string): { readonly name?: string } {
  const version = versions.find(({ instanceTemplate }) => instanceTemplate === template);
  return version?.name === undefined ? {} : { name: version.name };
}
