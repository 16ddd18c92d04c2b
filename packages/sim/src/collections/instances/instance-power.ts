import type { JsonObject } from '../../kernel/json.ts';
import type { OperationError } from '../../kernel/operation.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { invalidUsage, Refusal } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { Entry } from '../../kernel/entry.ts';
import { timestamp } from '../../kernel/timestamp.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { withAddress } from './access-configs.ts';
import type { Call } from '../call.ts';
import { calledResource } from '../called-resource.ts';
import { checkEncryptionKey } from '../storage/encryption-keys.ts';
import { find } from '../../wire/find.ts';
import { bundledAccelerator, machineShape } from '../machine-shapes.ts';
import type { Verb } from '../verb.ts';
import { cpuPlatformOf, NO_CPU_PLATFORM } from './cpu-platforms.ts';
import {
  ephemeralAddressesOf,
  externalAddressesOf,
  mapAccessConfigs,
  rememberEphemeral,
} from '../networking/ephemeral-addresses.ts';
import { consuming, findReservation, withoutConsumption } from './reservation-consumption.ts';
import { isReserved } from '../networking/ip-holders.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type Instance = Resource<'Instance'>;
type InstanceVerb = Verb<JsonObject, Instance>;
type DiskKey = Resource<'CustomerEncryptionKeyProtectedDisk'>;

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
  const path = pathOf(resource.selfLink ?? '') ?? '';
  const reservation = consuming(findReservation(path, resource, transaction));
  return { resource, hidden: { ...instance.hidden, ...reservation, ...rememberEphemeral(ephemeral) } };
}

/** The instance at rest, without the addresses it had only while it ran, but for those that were reserved meanwhile. */
export function stopped(
  instance: Entry<Instance>,
  status: 'SUSPENDED' | 'TERMINATED',
  transaction: Transaction,
): Entry<Instance> {
  const ephemeral = new Set(ephemeralAddressesOf(instance));
  const networkInterfaces = mapAccessConfigs(instance.resource.networkInterfaces, (config) => {
    const { natIP, ...kept } = config;
    if (natIP === undefined || !ephemeral.has(natIP)) return config;
    return isReserved(natIP, transaction.state) ? config : kept;
  });
  const resource: Draft<Instance> = { ...instance.resource, status, cpuPlatform: NO_CPU_PLATFORM, networkInterfaces };
  resource[status === 'SUSPENDED' ? 'lastSuspendedTimestamp' : 'lastStopTimestamp'] = timestamp(transaction.now);
  const { ephemeral: _, ...hidden } = instance.hidden ?? {};
  return { resource, hidden: withoutConsumption(hidden) };
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

/** @throws Refusal for disks that a customer's own keys encrypt, unless those keys are given again (documented) */
function checkKeys(instance: Entry<Instance>, given: readonly DiskKey[], call: Call, transaction: Transaction): void {
  const keys = new Map(
    given.map(({ source = '', diskEncryptionKey }) => [
      referencedPath(source, call.project) ?? `${call.scope}/disks/${source}`,
      diskEncryptionKey,
    ]),
  );
  for (const { source } of instance.resource.disks ?? []) {
    const path = pathOf(source ?? '');
    const disk = find(transaction, 'disks', path)?.resource;
    if (path !== undefined) checkEncryptionKey(path, disk?.diskEncryptionKey, keys.get(path));
  }
}

/** @throws Refusal for an instance that nothing could be started from, in words that are assumed */
function checkBootDisk({ resource }: Entry<Instance>): void {
  if (resource.disks?.some(({ boot }) => boot === true) === true) return;
  throw invalidUsage('The instance has no boot disk.');
}

const startWith =
  <Body extends JsonObject>(keysOf: (body: Body) => readonly DiskKey[]): Verb<Body, Instance> =>
  (call, transaction) => {
    const instance = calledResource<Instance>(call, transaction);
    if (instance.resource.status === 'RUNNING') return { write: instance };
    if (instance.resource.status !== 'TERMINATED') return { operation: notReadyFailure(call.path) };
    checkBootDisk(instance);
    checkKeys(instance, keysOf(call.body), call, transaction);
    return { write: started(instance, transaction) };
  };

/** The words are of many reports. */
const DISCARD_NOT_CHOSEN =
  'VM has a Local SSD attached but an undefined value for `discard-local-ssd`. If using gcloud, please add `--discard-local-ssd=false` or `--discard-local-ssd=true` to your command.';

/** What is on local SSDs is lost or kept when an instance rests, and whoever stops it must say which. */
const withDiscardChosen =
  (verb: InstanceVerb): InstanceVerb =>
  (call, transaction) => {
    const { disks = [], status } = calledResource<Instance>(call, transaction).resource;
    const hasLocalSsds = disks.some(({ type }) => type === 'SCRATCH');
    if (status === 'RUNNING' && hasLocalSsds && !call.query.has('discardLocalSsd')) {
      throw new Refusal(400, 'badRequest', DISCARD_NOT_CHOSEN);
    }
    return verb(call, transaction);
  };

const MOST_SUSPENDED_MB = 208 * 1024;

/** @throws Refusal for an instance whose memory cannot be kept, by the limitations in Google's guide to suspending */
function checkSuspendable({ guestAccelerators = [], machineType = '' }: Instance): void {
  const machine = nameOf(machineType);
  const hasAccelerators = guestAccelerators.length > 0 || bundledAccelerator(machine) !== undefined;
  const isLarge = (machineShape(machine)?.memoryMb ?? 0) > MOST_SUSPENDED_MB;
  if (!hasAccelerators && !isLarge) return;
  const what = hasAccelerators ? 'with accelerators' : 'with more than 208 GB of memory';
  throw invalidUsage(`Instances ${what} cannot be suspended.`);
}

/** An instance that cannot move to another host stops for its maintenance, and starts again if it is to. */
const simulateMaintenanceEvent = from(['RUNNING'], (instance, transaction) => {
  const { onHostMaintenance, automaticRestart } = instance.resource.scheduling ?? {};
  if (onHostMaintenance !== 'TERMINATE') return instance;
  const atRest = stopped(instance, 'TERMINATED', transaction);
  return automaticRestart === false ? atRest : started(atRest, transaction);
});

export const instancePower: {
  readonly [Name in 'start' | 'stop' | 'suspend' | 'resume' | 'reset' | 'simulateMaintenanceEvent']: InstanceVerb;
} & { readonly startWithEncryptionKey: Verb<Resource<'InstancesStartWithEncryptionKeyRequest'>, Instance> } = {
  start: startWith(() => []),
  startWithEncryptionKey: startWith(({ disks = [] }) => disks),
  stop: withDiscardChosen(
    from(['RUNNING', 'SUSPENDED', 'TERMINATED'], (instance, transaction) =>
      instance.resource.status === 'TERMINATED' ? instance : stopped(instance, 'TERMINATED', transaction),
    ),
  ),
  suspend: withDiscardChosen(
    from(['RUNNING'], (instance, transaction) => {
      checkSuspendable(instance.resource);
      return stopped(instance, 'SUSPENDED', transaction);
    }),
  ),
  resume: from(['SUSPENDED'], started),
  reset: from(['RUNNING'], (instance) => instance),
  simulateMaintenanceEvent,
};
