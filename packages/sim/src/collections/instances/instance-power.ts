import type { JsonObject } from '../../kernel/json.ts';
import type { OperationError } from '../../kernel/operation.ts';
import type { Entry } from '../../kernel/entry.ts';
import { timestamp } from '../../kernel/timestamp.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { withAddress } from './access-configs.ts';
import { calledResource } from '../called-resource.ts';
import type { Verb } from '../verb.ts';
import { cpuPlatformOf, NO_CPU_PLATFORM } from './cpu-platforms.ts';
import {
  ephemeralAddressesOf,
  externalAddressesOf,
  mapAccessConfigs,
  rememberEphemeral,
} from '../networking/ephemeral-addresses.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type Instance = Resource<'Instance'>;
type InstanceVerb = Verb<JsonObject, Instance>;

/** What an operation ends in that the state of the instance does not allow. */
export const notReadyFailure = (path: string): OperationError => ({
  status: 400,
  code: 'RESOURCE_NOT_READY',
  message: `The resource '${path}' is not ready`,
});

/** The instance running, with addresses for the access configs that have none. */
export function started(instance: Entry<Instance>, transaction: Transaction): Entry<Instance> {
  const { machineType, minCpuPlatform, networkInterfaces } = instance.resource;
  const kept = new Set(externalAddressesOf(networkInterfaces));
  const interfaces = mapAccessConfigs(networkInterfaces, (config) => withAddress(config, transaction));
  const resource: Draft<Instance> = {
    ...instance.resource,
    status: 'RUNNING',
    cpuPlatform: minCpuPlatform ?? cpuPlatformOf(machineType ?? ''),
    lastStartTimestamp: timestamp(transaction.now),
    networkInterfaces: interfaces,
  };
  const ephemeral = externalAddressesOf(interfaces).filter((address) => !kept.has(address));
  return { resource, hidden: { ...instance.hidden, ...rememberEphemeral(ephemeral) } };
}

/** The instance at rest, without the addresses it had only while it ran. */
export function stopped(
  instance: Entry<Instance>,
  status: 'SUSPENDED' | 'TERMINATED',
  transaction: Transaction,
): Entry<Instance> {
  const ephemeral = new Set(ephemeralAddressesOf(instance));
  const networkInterfaces = mapAccessConfigs(instance.resource.networkInterfaces, (config) => {
    const { natIP, ...kept } = config;
    return ephemeral.has(natIP ?? '') ? kept : config;
  });
  const resource: Draft<Instance> = { ...instance.resource, status, cpuPlatform: NO_CPU_PLATFORM, networkInterfaces };
  resource[status === 'SUSPENDED' ? 'lastSuspendedTimestamp' : 'lastStopTimestamp'] = timestamp(transaction.now);
  const { ephemeral: _, ...hidden } = instance.hidden ?? {};
  return { resource, hidden };
}

/** A verb that does something to an instance in one of the given states, and fails in any other. */
const from =
  (
    states: readonly Instance['status'][],
    change: (instance: Entry<Instance>, transaction: Transaction) => Entry<Instance>,
  ): InstanceVerb =>
  (call, transaction) => {
    const instance = calledResource<Instance>(call, transaction);
    if (!states.includes(instance.resource.status)) return { operation: notReadyFailure(call.path) };
    return { write: change(instance, transaction) };
  };

const start = from(['RUNNING', 'TERMINATED'], (instance, transaction) =>
  instance.resource.status === 'RUNNING' ? instance : started(instance, transaction),
);

export const instancePower: {
  readonly [Name in 'start' | 'startWithEncryptionKey' | 'stop' | 'suspend' | 'resume' | 'reset']: InstanceVerb;
} = {
  start,
  startWithEncryptionKey: start,
  stop: from(['RUNNING', 'SUSPENDED', 'TERMINATED'], (instance, transaction) =>
    instance.resource.status === 'TERMINATED' ? instance : stopped(instance, 'TERMINATED', transaction),
  ),
  suspend: from(['RUNNING'], (instance, transaction) => stopped(instance, 'SUSPENDED', transaction)),
  resume: from(['SUSPENDED'], started),
  reset: from(['RUNNING'], (instance) => instance),
};
