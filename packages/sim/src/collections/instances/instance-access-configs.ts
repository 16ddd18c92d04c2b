import type { JsonObject } from '../../kernel/json.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Entry } from '../../kernel/entry.ts';
import { checkStaticAddress, completeAccessConfig, withAddress } from './access-configs.ts';
import type { Call } from '../call.ts';
import { find } from '../../wire/find.ts';
import type { Verb } from '../verb.ts';
import { ephemeralAddressesOf, rememberEphemeral } from '../networking/ephemeral-addresses.ts';
import { onInterface } from './on-interface.ts';
import { withSent } from './with-sent.ts';
import type { Resource } from '../../wire/wire.ts';

type AccessConfig = Resource<'AccessConfig'>;
type Instance = Resource<'Instance'>;
type NetworkInterface = Resource<'NetworkInterface'>;

const configsOf = (nic: NetworkInterface): readonly AccessConfig[] => nic.accessConfigs ?? [];

/** An address that was not chosen is remembered, to be given back when the instance stops. The refusal is in the words of reports. */
const addAccessConfig: Verb<AccessConfig, Instance> = (call, transaction) => {
  const outcome = onInterface((nic) => {
    if (configsOf(nic).length > 0) {
      throw invalid('networkInterface', nic.name, 'At most one access config currently supported.');
    }
    checkStaticAddress(call.body, call.scope, 'resource', transaction);
    const config = completeAccessConfig(call.body, call.project, transaction);
    const isRunning = find(transaction, 'instances', call.path)?.resource.status === 'RUNNING';
    return { ...nic, accessConfigs: [isRunning ? withAddress(config, transaction) : config] };
  })(call, transaction);
  if (!('write' in outcome) || (call.body.natIP ?? '') !== '') return outcome;
  return { write: withEphemeral(outcome.write, call) };
};

function withEphemeral(instance: Entry<Instance>, call: Call): Entry<Instance> {
  const name = call.query.get('networkInterface');
  const nic = instance.resource.networkInterfaces?.find((item) => item.name === name);
  const address = configsOf(nic ?? {})[0]?.natIP ?? '';
  if (address === '') return instance;
  const ephemeral = [...ephemeralAddressesOf(instance), address];
  return { ...instance, hidden: { ...instance.hidden, ...rememberEphemeral(ephemeral) } };
}

const deleteAccessConfig = onInterface((nic, call) => {
  const name = call.query.get('accessConfig');
  const kept = configsOf(nic).filter((config) => config.name !== name);
  if (kept.length === configsOf(nic).length) {
    throw invalid('accessConfig', name, `The network interface has no access config of that name.`);
  }
  const { accessConfigs: _, ...rest } = nic;
  return kept.length > 0 ? { ...rest, accessConfigs: kept } : rest;
});

const updateAccessConfig = onInterface<AccessConfig>((nic, call) => {
  const [config] = configsOf(nic);
  if (config === undefined) {
    throw invalid('networkInterface', nic.name, 'The network interface has no access config.');
  }
  return { ...nic, accessConfigs: [withSent(config, call.body)] };
});

/** Verbs of the network interfaces of an instance. */
export const instanceAccessConfigs: {
  readonly addAccessConfig: Verb<AccessConfig, Instance>;
  readonly deleteAccessConfig: Verb<JsonObject, Instance>;
  readonly updateAccessConfig: Verb<AccessConfig, Instance>;
} = {
  addAccessConfig,
  deleteAccessConfig,
  updateAccessConfig,
};
