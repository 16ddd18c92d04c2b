import type { JsonObject } from '../../kernel/json.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import { parseScope } from '../../kernel/resource-path.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import type { Call } from '../call.ts';
import { calledResource } from '../called-resource.ts';
import { zonesOf } from '../geography.ts';
import type { Verb } from '../verb.ts';
import { isManaged, managedBy } from '../instances/managed-by.ts';
import { managedInstances, setMembers } from './managed-instances.ts';
import { configsOf, withConfigs } from './manager-configs.ts';
import { newConfig } from './per-instance-configs.ts';

type Manager = Resource<'InstanceGroupManager'>;
type Config = Resource<'PerInstanceConfig'>;
type NamesConfigs = JsonObject & { readonly instances?: readonly Config[] | undefined };

/** Takes instances of the region into a group as they are, with the state that is to be preserved of each. */
export const adoptInstances: Verb<NamesConfigs, Manager> = (call, transaction) => {
  const manager = calledResource<Manager>(call, transaction);
  const sent = call.body.instances ?? [];
  if (sent.length === 0) throw required('resource.instances');
  const { instanceTemplate = '', targetSize = 0 } = manager.resource;
  const members = [...managedInstances(call.path, transaction)];
  const configs = sent.map((config, index) => {
    const field = `resource.instances[${index}]`;
    const path = instanceNamed(config.name, `${field}.name`, call, transaction);
    const instance = find(transaction, 'instances', path);
    if (instance === undefined || isManaged(instance)) {
      throw invalid(`${field}.name`, config.name, 'The instance is managed by a group already.');
    }
    const hidden = { ...instance.hidden, ...managedBy(call.path, instanceTemplate) };
    transaction.put(path, { ...instance, hidden });
    members.push({ path, id: instance.resource.id ?? '' });
    return newConfig(config, config.preservedState ?? {}, field, call, transaction, 'EFFECTIVE');
  });
  const kept = configs.filter(({ preservedState }) => preservedState !== undefined);
  const resource = { ...manager.resource, targetSize: targetSize + sent.length };
  setMembers(call.path, members, transaction, resource);
  return { write: withConfigs({ ...manager, resource }, [...configsOf(manager), ...kept]) };
};

/** @throws Refusal unless there is an instance of that name in a zone of the group's region */
function instanceNamed(
  name: string | undefined,
  field: string,
  { path, project }: Call,
  transaction: Transaction,
): string {
  if ((name ?? '') === '') throw required(field);
  const zones = zonesOf(parseScope(path).location);
  const found = zones
    .map((zone) => `projects/${project}/zones/${zone}/instances/${name ?? ''}`)
    .find((candidate) => find(transaction, 'instances', candidate) !== undefined);
  if (found === undefined) throw invalid(field, name, 'The region has no instance of that name.');
  return found;
}
