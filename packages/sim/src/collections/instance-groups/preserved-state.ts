import type { JsonObject } from '../../kernel/json.ts';
import { invalid } from '../../kernel/refusal.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find, findLinked } from '../../wire/find.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import { attachNewDisk, markAttached } from '../instances/attached-disks.ts';
import type { InstancePlace } from '../instances/instance-place.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import { own } from '../../kernel/own.ts';

type AttachedDisk = Resource<'AttachedDisk'>;
type Instance = Resource<'Instance'>;
type NetworkInterface = Resource<'NetworkInterface'>;
type PreservedDisk = Resource<'PreservedStatePreservedDisk'>;
type PreservedState = Resource<'PreservedState'>;
type Item = NonNullable<Resource<'Metadata'>['items']>[number];

/** What an instance keeps hidden of the state that is preserved for it. */
interface HiddenOfInstance {
  /** Metadata keys, and device names, that come of it. */
  readonly preservedKeys?: readonly string[];
  readonly preservedDisks?: readonly string[];
}

const hiddenOf = ({ hidden }: Entry): HiddenOfInstance =>
  // Nothing else is kept under these names.
  (hidden as HiddenOfInstance | undefined) ?? {};

/** What an instance remembers of the state that is preserved for it. */
export const remembering = ({ metadata = {}, disks = {} }: PreservedState): JsonObject => ({
  preservedKeys: Object.keys(metadata),
  preservedDisks: Object.keys(disks),
});

/**
 * Preserved state as it is kept: links in full, with what the service fills in.
 *
 * @throws Refusal for a disk or an address that is not there
 */
export function completeState(
  state: PreservedState,
  field: string,
  project: string,
  transaction: Transaction,
): PreservedState {
  const completed: Draft<PreservedState> = { ...state };
  if (state.disks !== undefined) {
    completed.disks = mapValues(state.disks, (disk, name) => {
      const path = referencedPath(disk.source ?? '', project);
      if (path === undefined || find(transaction, 'disks', path) === undefined) {
        const explanation = 'The referenced disk resource cannot be found.';
        throw invalid(`${field}.disks[${name}].source`, disk.source, explanation);
      }
      if (disk.mode === 'READ_ONLY' && disk.autoDelete === 'ON_PERMANENT_INSTANCE_DELETION') {
        const explanation = 'Disks attached in READ_ONLY mode cannot be auto-deleted.';
        throw invalid(`${field}.disks[${name}].autoDelete`, disk.autoDelete, explanation);
      }
      return { autoDelete: 'NEVER', mode: 'READ_WRITE', ...disk, source: linkOf(path) } as const;
    });
  }
  for (const kind of ['internalIPs', 'externalIPs'] as const) {
    const ips = state[kind];
    if (ips === undefined) continue;
    completed[kind] = mapValues(ips, ({ ipAddress = {}, ...ip }, name) => {
      const { address } = ipAddress;
      if (address === undefined) return { autoDelete: 'NEVER', ...ip, ipAddress } as const;
      const path = referencedPath(address, project);
      if (path === undefined || find(transaction, 'addresses', path) === undefined) {
        const explanation = 'The referenced address resource cannot be found.';
        throw invalid(`${field}.${kind}[${name}].ipAddress.address`, address, explanation);
      }
      return { autoDelete: 'NEVER', ...ip, ipAddress: { ...ipAddress, address: linkOf(path) } } as const;
    });
  }
  return completed;
}

function mapValues<Value, Result>(
  map: Readonly<Record<string, Value>>,
  change: (value: Value, name: string) => Result,
): Readonly<Record<string, Result>> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, change(value, name)]));
}

/** The fields of a new instance with the state that is preserved for it. */
export function withState(fields: Instance, state: PreservedState, transaction: Transaction): Instance {
  return {
    ...fields,
    metadata: { ...fields.metadata, items: withMetadata(fields.metadata?.items ?? [], state) },
    disks: withDisks(fields.disks ?? [], state),
    networkInterfaces: (fields.networkInterfaces ?? []).map((nic, index) =>
      withAddresses(nic, nic.name ?? `nic${index}`, state, transaction),
    ),
  };
}

function withMetadata(items: readonly Item[], { metadata = {} }: PreservedState): readonly Item[] {
  const kept = items.filter(({ key = '' }) => !Object.hasOwn(metadata, key));
  return [...kept, ...Object.entries(metadata).map(([key, value]) => ({ key, value }))];
}

/** How an instance has a disk that is preserved for it. */
const attachedAs = ({ source, mode, autoDelete }: PreservedDisk): AttachedDisk => ({
  source,
  mode,
  autoDelete: autoDelete === 'ON_PERMANENT_INSTANCE_DELETION',
});

/** A disk takes the place of that of the template with its device name, or comes after the others. */
function withDisks(disks: readonly AttachedDisk[], { disks: preserved = {} }: PreservedState): readonly AttachedDisk[] {
  const attached = Object.entries(preserved).map(([deviceName, disk]) => {
    const { boot = false } = disks.find((other) => other.deviceName === deviceName) ?? {};
    return { deviceName, boot, ...attachedAs(disk) };
  });
  const replaced = disks.map((disk) => attached.find(({ deviceName }) => deviceName === disk.deviceName) ?? disk);
  return [...replaced, ...attached.filter((disk) => !replaced.includes(disk))];
}

function withAddresses(
  nic: NetworkInterface,
  name: string,
  { internalIPs = {}, externalIPs = {} }: PreservedState,
  transaction: Transaction,
): NetworkInterface {
  const internal = addressOf(own(internalIPs, name)?.ipAddress, transaction);
  const external = addressOf(own(externalIPs, name)?.ipAddress, transaction);
  return {
    ...nic,
    ...(internal === undefined ? {} : { networkIP: internal }),
    ...(external === undefined ? {} : { accessConfigs: [{ ...nic.accessConfigs?.[0], natIP: external }] }),
  };
}

const addressOf = (
  { address, literal }: Resource<'PreservedStatePreservedNetworkIpIpAddress'> = {},
  transaction: Transaction,
): string | undefined => literal ?? findLinked(transaction, 'addresses', address)?.resource.address;

/** Gives an instance that runs the metadata and the disks that are preserved for it now, and takes away what was before. */
export function applyState(path: string, state: PreservedState, place: InstancePlace): void {
  const { transaction } = place;
  const instance = find(transaction, 'instances', path);
  if (instance === undefined) return;
  const { resource } = instance;
  const { preservedKeys = [], preservedDisks = [] } = hiddenOf(instance);
  const items = (resource.metadata?.items ?? []).filter(({ key = '' }) => !preservedKeys.includes(key));
  const kept = (resource.disks ?? []).filter(({ deviceName = '', source }) => {
    const desired = own(state.disks, deviceName);
    const isGone = preservedDisks.includes(deviceName) && desired?.source !== source;
    if (isGone) markAttached(pathOf(source ?? '') ?? '', transaction, false);
    return !isGone;
  });
  const disks = kept.map((disk) => {
    const desired = own(state.disks, disk.deviceName ?? '');
    return desired !== undefined && desired.source === disk.source ? { ...disk, ...attachedAs(desired) } : disk;
  });
  for (const [deviceName, desired] of Object.entries(state.disks ?? {})) {
    if (disks.some((disk) => disk.deviceName === deviceName)) continue;
    const index = disks.reduce((least, disk) => Math.max(least, Number(disk.index) + 1), 0);
    const machine = nameOf(resource.machineType ?? '');
    disks.push(
      attachNewDisk(
        { deviceName, ...attachedAs(desired) },
        { ...place, machine, index, others: disks, field: 'resource' },
      ),
    );
  }
  const metadata = {
    ...resource.metadata,
    items: withMetadata(items, state),
    fingerprint: transaction.newFingerprint(),
  };
  transaction.put(path, {
    resource: { ...resource, metadata, disks, fingerprint: transaction.newFingerprint() },
    hidden: { ...instance.hidden, ...remembering(state) },
  });
}
