import type { JsonObject } from '../../kernel/json.ts';
import { checkFingerprint } from '../../kernel/fingerprint.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { pathOf } from '../../kernel/self-link.ts';
import { checkStaticAddress, completeAccessConfig, withAddress } from './access-configs.ts';
import { completeAliasRanges } from './alias-ip-ranges.ts';
import { calledResource } from '../called-resource.ts';
import type { Call } from '../call.ts';
import { find } from '../../wire/find.ts';
import type { Verb } from '../verb.ts';
import { ephemeralAddressesOf, rememberEphemeral } from '../networking/ephemeral-addresses.ts';
import type { Draft, Resource, Sent } from '../../wire/wire.ts';

type AccessConfig = Resource<'AccessConfig'>;
type Instance = Resource<'Instance'>;
type NetworkInterface = Resource<'NetworkInterface'>;

/** A verb that changes the interface its query names. */
const onInterface =
  <Body extends JsonObject>(
    change: (nic: NetworkInterface, call: Call<Body>, transaction: Transaction) => NetworkInterface,
  ): Verb<Body, Instance> =>
  (call, transaction) => {
    const instance = calledResource<Instance>(call, transaction);
    const name = call.query.get('networkInterface');
    const interfaces = instance.resource.networkInterfaces ?? [];
    if (!interfaces.some((nic) => nic.name === name)) {
      throw invalid('networkInterface', name, 'The instance has no network interface of that name.');
    }
    const networkInterfaces = interfaces.map((nic) =>
      nic.name === name ? { ...change(nic, call, transaction), fingerprint: transaction.newFingerprint() } : nic,
    );
    return { write: { ...instance, resource: { ...instance.resource, networkInterfaces } } };
  };

const configsOf = (nic: NetworkInterface): readonly AccessConfig[] => nic.accessConfigs ?? [];

/** An address that was not chosen is remembered, to be given back when the instance stops. */
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
  return { ...nic, accessConfigs: [{ ...config, ...call.body }] };
});

/** What an interface can change while it is where it is. */
const CHANGEABLE = ['aliasIpRanges', 'igmpQuery', 'queueCount', 'stackType'] as const;

function setOrClear<Field extends (typeof CHANGEABLE)[number]>(
  nic: Draft<NetworkInterface>,
  field: Field,
  value: Sent<NetworkInterface>[Field],
): void {
  if (value === undefined) return;
  if (value === null || (Array.isArray(value) && value.length === 0)) delete nic[field];
  else nic[field] = value;
}

const updateNetworkInterface = onInterface<Sent<NetworkInterface>>((nic, { body, path }, transaction) => {
  checkFingerprint(body.fingerprint, nic, {
    field: 'fingerprint',
    isRequired: true,
    message: 'Invalid fingerprint.',
  });
  for (const field of ['network', 'networkIP', 'subnetwork'] as const) {
    if (body[field] === undefined || body[field] === null || body[field] === nic[field]) continue;
    throw invalid(`resource.${field}`, body[field], 'The interface cannot be moved to another network or address.');
  }
  const draft: Draft<NetworkInterface> = { ...nic };
  for (const field of CHANGEABLE) setOrClear(draft, field, body[field]);
  const subnetwork = pathOf(nic.subnetwork ?? '');
  if (subnetwork !== undefined && draft.aliasIpRanges !== undefined) {
    draft.aliasIpRanges = completeAliasRanges(draft, subnetwork, 'resource', path, transaction);
  }
  return draft;
});

/** Verbs of the network interfaces of an instance. */
export const instanceAccessConfigs: {
  readonly addAccessConfig: Verb<AccessConfig, Instance>;
  readonly deleteAccessConfig: Verb<JsonObject, Instance>;
  readonly updateAccessConfig: Verb<AccessConfig, Instance>;
  readonly updateNetworkInterface: Verb<Sent<NetworkInterface>, Instance>;
} = {
  addAccessConfig,
  deleteAccessConfig,
  updateAccessConfig,
  updateNetworkInterface,
};
