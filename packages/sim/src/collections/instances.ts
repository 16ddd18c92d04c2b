import type { Json, JsonDraft, JsonObject } from '../engine/json.ts';
import { asArray, asObject, asString } from '../engine/json.ts';
import { linkOf, nameOf, pathOf } from '../engine/self-link.ts';
import { timestamp } from '../engine/timestamp.ts';
import type { Transaction } from '../engine/transaction.ts';
import type { Call } from './call.ts';
import { invalid, notFound, required } from '../engine/refusal.ts';
import type { Collection, Verb, WriteContext } from './collection.ts';
import { regionOfZone } from './geography.ts';
import { takeAddress } from './subnetworks.ts';

function complete(draft: JsonDraft, context: WriteContext): void {
  const { transaction, call, before } = context;
  draft['canIpForward'] ??= false;
  draft['deletionProtection'] ??= false;
  draft['startRestricted'] ??= false;
  draft['cpuPlatform'] ??= 'Intel Haswell';
  draft['scheduling'] = {
    automaticRestart: true,
    onHostMaintenance: 'MIGRATE',
    preemptible: false,
    provisioningModel: 'STANDARD',
    ...asObject(draft['scheduling']),
  };
  draft['tags'] = { ...asObject(draft['tags']), fingerprint: transaction.newFingerprint() };
  draft['metadata'] = {
    kind: 'compute#metadata',
    ...asObject(draft['metadata']),
    fingerprint: transaction.newFingerprint(),
  };
  if (before !== undefined) return;
  draft['status'] = 'RUNNING';
  draft['lastStartTimestamp'] = timestamp(transaction.now);
  draft['networkInterfaces'] = networkInterfaces(draft, call, transaction);
  draft['disks'] = asArray(draft['disks']).map((disk, index) => attachedDisk(asObject(disk), index));
}

function networkInterfaces(draft: JsonObject, call: Call, transaction: Transaction): readonly Json[] {
  const sent = asArray(draft['networkInterfaces']);
  return (sent.length > 0 ? sent : [{}]).map((item, index) => {
    const nic: JsonDraft = { ...asObject(item) };
    const region = `projects/${call.project}/regions/${regionOfZone(nameOf(call.scope))}`;
    if (nic['subnetwork'] === undefined) {
      nic['network'] ??= linkOf(`projects/${call.project}/global/networks/default`);
      const subnetwork = `${region}/subnetworks/${nameOf(asString(nic['network']))}`;
      if (transaction.get(subnetwork) !== undefined) nic['subnetwork'] = linkOf(subnetwork);
    }
    const subnetwork = pathOf(asString(nic['subnetwork']));
    if (subnetwork !== undefined) {
      nic['network'] ??= transaction.get(subnetwork)?.resource['network'];
      nic['networkIP'] ??= takeAddress(subnetwork, transaction);
    }
    return {
      kind: 'compute#networkInterface',
      name: `nic${index}`,
      ...nic,
      stackType: nic['stackType'] ?? 'IPV4_ONLY',
      fingerprint: transaction.newFingerprint(),
    };
  });
}

function attachedDisk(disk: JsonObject, index: number): JsonObject {
  const { initializeParams: _, ...kept } = disk;
  return {
    kind: 'compute#attachedDisk',
    index,
    type: 'PERSISTENT',
    mode: 'READ_WRITE',
    boot: index === 0,
    autoDelete: false,
    interface: 'SCSI',
    deviceName: `persistent-disk-${index}`,
    ...kept,
  };
}

function check(resource: JsonObject): void {
  const machineType = asString(resource['machineType']);
  if (machineType === '') throw required('resource.machineType');
}

/** @throws Refusal unless the machine type is of the instance's own zone */
function checkZone(resource: JsonObject, { call }: WriteContext): void {
  const machineType = asString(resource['machineType']);
  if (pathOf(machineType)?.startsWith(`${call.scope}/`) === true) return;
  throw invalid('resource.machineType', machineType, `Must be a machine type of zone '${nameOf(call.scope)}'.`);
}

const setStatus =
  (status: string): Verb =>
  (call, transaction) => {
    const instance = transaction.get(call.path);
    if (instance === undefined) throw notFound(call.path);
    const resource: JsonDraft = { ...instance.resource, status };
    if (status === 'RUNNING') resource['lastStartTimestamp'] = timestamp(transaction.now);
    else resource['lastStopTimestamp'] = timestamp(transaction.now);
    return { write: { ...instance, resource } };
  };

export const instances: Collection = {
  name: 'instances',
  collections: ['instances'],
  references: {
    'Instance.machineType': { to: ['machineTypes'], isWeak: true },
    'NetworkInterface.network': { to: ['networks'], missing: 'invalid' },
    'NetworkInterface.subnetwork': { to: ['subnetworks'], missing: 'invalid' },
  },
  complete,
  check: (resource, context) => {
    check(resource);
    checkZone(resource, context);
  },
  verbs: { start: setStatus('RUNNING'), stop: setStatus('TERMINATED') },
};
