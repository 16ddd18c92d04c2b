import type { JsonObject } from '../../kernel/json.ts';
import { inUseMessage, invalid, invalidUsage, required } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { attachNewDisk, markAttached } from './attached-disks.ts';
import { calledResource } from '../called-resource.ts';
import type { Call } from '../call.ts';
import type { Verb } from '../verb.ts';
import { findRival } from './disk-sharing.ts';
import { checkDisk } from './machine-rules.ts';
import type { Resource } from '../../wire/wire.ts';

type AttachedDisk = Resource<'AttachedDisk'>;
type Instance = Resource<'Instance'>;

const disksOf = (instance: Entry<Instance>): readonly AttachedDisk[] => instance.resource.disks ?? [];

const withDisks = (instance: Entry<Instance>, disks: readonly AttachedDisk[]): Entry<Instance> => ({
  ...instance,
  resource: { ...instance.resource, disks },
});

const sourceOf = ({ source = '' }: AttachedDisk): string => pathOf(source) ?? '';

/** Lets go of the disks of an instance that is deleted: some go with it, the others stay. */
export function releaseDisks(instance: Entry<Instance>, transaction: Transaction): void {
  const self = pathOf(instance.resource.selfLink ?? '');
  for (const disk of disksOf(instance)) {
    const path = sourceOf(disk);
    if (path === '') continue;
    // One that something else stands on, such as an instant snapshot, stays (assumed).
    const isHeld = transaction.state.users.first(path, (user) => user === self) !== undefined;
    if (disk.autoDelete === true && !isHeld) transaction.remove(path);
    else markAttached(path, transaction, false);
  }
}

export const attachDisk: Verb<AttachedDisk, Instance> = (call, transaction) => {
  const instance = calledResource<Instance>(call, transaction);
  if (call.body.source === undefined && call.body.type !== 'SCRATCH') throw required('resource.source');
  const attached = disksOf(instance);
  if (call.body.boot === true && attached.some(({ boot }) => boot === true)) {
    throw invalid('resource.boot', true, 'The instance has a boot disk already.');
  }
  const index =
    call.body.boot === true ? 0 : attached.reduce((least, disk) => Math.max(least, Number(disk.index) + 1), 0);
  const machine = nameOf(instance.resource.machineType ?? '');
  const place = { transaction, project: call.project, scope: call.scope, name: nameOf(call.path), machine };
  const forceAttach = call.query.get('forceAttach')?.toLowerCase() === 'true' || call.body.forceAttach === true;
  const sent = { ...call.body, forceAttach };
  const disk = attachNewDisk(sent, { ...place, index, others: attached, field: 'resource' });
  checkDisk(disk, machine, transaction);
  const path = sourceOf(disk);
  const user = path === '' ? undefined : findRival(path, disk.mode, call.path, transaction);
  if (user !== undefined) {
    const message = inUseMessage('disk', path, user);
    return { operation: { status: 400, code: 'RESOURCE_IN_USE_BY_ANOTHER_RESOURCE', message } };
  }
  const disks = disk.boot === true ? [disk, ...attached] : [...attached, disk];
  return { write: withDisks(instance, disks) };
};

/** A boot disk goes from a stopped instance alone (documented in the guide; the words are assumed). */
export const detachDisk: Verb<JsonObject, Instance> = (call, transaction) => {
  const instance = calledResource<Instance>(call, transaction);
  const disk = namedDisk(instance, call);
  if (disk.boot === true && instance.resource.status !== 'TERMINATED') {
    throw invalidUsage('The boot disk can only be detached while the instance is stopped.');
  }
  markAttached(sourceOf(disk), transaction, false);
  return {
    write: withDisks(
      instance,
      disksOf(instance).filter((other) => other.deviceName !== disk.deviceName),
    ),
  };
};

export const setDiskAutoDelete: Verb<JsonObject, Instance> = (call, transaction) => {
  const instance = calledResource<Instance>(call, transaction);
  const { deviceName } = namedDisk(instance, call);
  const autoDelete = call.query.get('autoDelete')?.toLowerCase() === 'true';
  const disks = disksOf(instance).map((disk) => (disk.deviceName === deviceName ? { ...disk, autoDelete } : disk));
  return { write: withDisks(instance, disks) };
};

/** The words are those by which clients tell that a disk is detached already. */
function namedDisk(instance: Entry<Instance>, call: Call): AttachedDisk {
  const name = call.query.get('deviceName');
  const disk = disksOf(instance).find(({ deviceName }) => deviceName === name);
  if (disk === undefined) throw invalid('disk', name, `No attached disk found with device name '${name}'`);
  return disk;
}
