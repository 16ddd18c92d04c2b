import type { JsonObject } from '../../kernel/json.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { calledResource } from '../called-resource.ts';
import type { Verb } from '../verb.ts';
import { completeInterface } from './network-interfaces.ts';
import type { Resource } from '../../wire/wire.ts';

type Instance = Resource<'Instance'>;
type NetworkInterface = Resource<'NetworkInterface'>;

/** Adds an interface with a VLAN tag on top of one that the instance has. */
const addNetworkInterface: Verb<NetworkInterface, Instance> = (call, transaction) => {
  const instance = calledResource<Instance>(call, transaction);
  const interfaces = instance.resource.networkInterfaces ?? [];
  const { vlan, parentNicName = 'nic0' } = call.body;
  if (vlan === undefined) throw required('resource.vlan');
  if (!interfaces.some((nic) => nic.name === parentNicName && nic.vlan === undefined)) {
    throw invalid('resource.parentNicName', parentNicName, 'The instance has no network interface of that name.');
  }
  const name = `${parentNicName}.${vlan}`;
  if (interfaces.some((nic) => nic.name === name)) {
    throw invalid('resource.vlan', vlan, `There is a network interface '${name}' already.`);
  }
  const place = { transaction, project: call.project, scope: call.scope, name: nameOf(call.path) };
  const added = completeInterface({ ...call.body, parentNicName, name }, 'resource', place);
  return { write: { ...instance, resource: { ...instance.resource, networkInterfaces: [...interfaces, added] } } };
};

const deleteNetworkInterface: Verb<JsonObject, Instance> = (call, transaction) => {
  const instance = calledResource<Instance>(call, transaction);
  const name = call.query.get('networkInterfaceName');
  const interfaces = instance.resource.networkInterfaces ?? [];
  const gone = interfaces.find((nic) => nic.name === name);
  if (gone?.vlan === undefined) {
    const explanation = 'The instance has no dynamic network interface of that name.';
    throw invalid('networkInterfaceName', name, explanation);
  }
  const networkInterfaces = interfaces.filter((nic) => nic !== gone);
  return { write: { ...instance, resource: { ...instance.resource, networkInterfaces } } };
};

/** Verbs of the interfaces that come and go while an instance runs. */
export const dynamicInterfaces: {
  readonly addNetworkInterface: Verb<NetworkInterface, Instance>;
  readonly deleteNetworkInterface: Verb<JsonObject, Instance>;
} = { addNetworkInterface, deleteNetworkInterface };
