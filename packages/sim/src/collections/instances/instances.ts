import type { JsonObject } from '../../kernel/json.ts';
import { invalid, invalidUsage } from '../../kernel/refusal.ts';
import { nameOf, parsePath, projectOf } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import type { Entry, Reference } from '../../kernel/entry.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { Call } from '../call.ts';
import type { WriteContext } from '../context.ts';
import { fillAbsent } from '../fill-absent.ts';
import { find, findLinked } from '../../wire/find.ts';
import { warnOfDeprecation } from '../storage/deprecated-image.ts';
import { bulkInsert } from './bulk-insert.ts';
import { checkNoAppliance } from './router-appliance.ts';
import { findExhausted } from './exhausted-subnetwork.ts';
import { instanceAccessConfigs } from './instance-access-configs.ts';
import { updateNetworkInterface } from './update-network-interface.ts';
import { completeInstance, completeSettings } from './instance-defaults.ts';
import { findAddressInUse, findDiskInUse, visitAddresses } from './instance-conflicts.ts';
import { instanceEvidence } from './instance-evidence.ts';
import { attachDisk, detachDisk, releaseDisks, setDiskAutoDelete } from './instance-disks.ts';
import type { InstancePlace } from './instance-place.ts';
import { hiddenOfNew } from './new-instance.ts';
import { instanceMaintenance } from './instance-maintenance.ts';
import { dynamicInterfaces } from './dynamic-interfaces.ts';
import { partnerMetadata } from './partner-metadata.ts';
import { instancePower } from './instance-power.ts';
import { instanceReads } from './instance-reads.ts';
import { instanceSettings } from './instance-settings.ts';
import { propertiesOfTemplate } from './instance-template-properties.ts';
import { propertiesOfMachineImage } from './of-machine-image.ts';
import { checkMachine } from './machine-rules.ts';
import { checkMachineTypeName } from './machine-types.ts';
import { reservationOf } from './reservation-places.ts';
import { schedulingBeneath } from './scheduling.ts';
import { rememberInstance } from '../probe-memory.ts';
import { checkOf } from '../touched.ts';
import type { Draft, Resource, Sent } from '../../wire/wire.ts';

type Instance = Resource<'Instance'>;

function complete(draft: Draft<Instance>, context: WriteContext<Instance>): void {
  const { call, transaction, before } = context;
  if (before !== undefined) {
    // Disks and interfaces have methods of their own; what a replacement says of them changes nothing here.
    draft.disks = before.resource.disks;
    draft.networkInterfaces = before.resource.networkInterfaces;
    completeSettings(draft, before.resource, transaction);
    return;
  }
  const place = { transaction, project: call.project, scope: call.scope, name: draft.name ?? '' };
  const properties = propertiesFrom(draft, call, place);
  if (properties !== undefined) {
    fillAbsent(draft, properties);
    // What an instance says of its scheduling goes before what its template says, option by option (a client's test).
    const beneath = schedulingBeneath(properties.scheduling, draft.scheduling, nameOf(draft.machineType ?? ''));
    draft.scheduling = { ...beneath, ...draft.scheduling };
  }
  checkMachineType(draft, context);
  completeInstance(draft, place);
}

/** What a new instance has of the template or the machine image that the request names. */
function propertiesFrom(sent: Instance, { query }: Call, place: InstancePlace): Partial<Instance> | undefined {
  const template = query.get('sourceInstanceTemplate');
  if (template !== undefined) return propertiesOfTemplate(template, place);
  const image = query.get('sourceMachineImage') ?? sent.sourceMachineImage;
  return image === undefined ? undefined : propertiesOfMachineImage(image, place);
}

/** Types of disks are named by links; only templates, which are of no zone, name them alone (two reports). */
function checkSent({ disks }: Sent<Instance>): void {
  for (const [index, { initializeParams }] of (disks ?? []).entries()) {
    const { diskType = '' } = initializeParams ?? {};
    if (diskType === '' || diskType.includes('/')) continue;
    throw invalid(`resource.disks[${index}].initializeParams.diskType`, diskType, 'The URL is malformed.');
  }
}

/** @throws Refusal unless the machine type is of the instance's own zone */
function checkMachineType(resource: Instance, { call }: WriteContext<Instance>): void {
  const machineType = resource.machineType ?? '';
  const field = 'resource.machineType';
  const path = pathOf(machineType);
  if (path === undefined) throw invalid(field, machineType, 'The URL is malformed.');
  const zone = nameOf(call.scope);
  const { location: machineZone, collection, name } = parsePath(path);
  if (collection !== 'machineTypes') {
    throw invalid(field, machineType, `Unexpected resource collection '${collection}'.`);
  }
  if (machineZone !== zone) {
    throw invalid(field, machineType, `Machine type with name '${name}' does not exist in zone '${zone}'.`);
  }
  checkMachineTypeName(field, machineType, name, zone);
}

/** What an instance has that its fields do not name. */
function hiddenReferences(entry: Entry<Instance>): readonly Reference[] {
  const found: Reference[] = [];
  visitAddresses(entry.resource, (target) => found.push({ target, isWeak: true }));
  const target = reservationOf(entry);
  if (target !== undefined) found.push({ target, isWeak: true });
  return found;
}

/** Disks are resized on their own, and an attached one shows the size it has. */
function derive(path: string, entry: Entry<Instance>, state: State): Partial<Instance> {
  const { resource } = entry;
  const attached = resource.disks ?? [];
  const shown = attached.map((disk) => {
    const diskSizeGb = findLinked(state, 'disks', disk.source)?.resource.sizeGb;
    return diskSizeGb === undefined || diskSizeGb === disk.diskSizeGb ? disk : { ...disk, diskSizeGb };
  });
  const disks = shown.some((disk, index) => disk !== attached[index]) ? shown : attached;
  const vmDnsSettingMetadataValue = metadataValue('VmDnsSetting', path, resource, state) ?? 'ZonalOnly';
  const consumedReservation = reservationOf(entry);
  const consumption = consumedReservation === undefined ? {} : { reservationConsumptionInfo: { consumedReservation } };
  const effectiveInstanceMetadata = { vmDnsSettingMetadataValue };
  return { disks, resourceStatus: { effectiveInstanceMetadata, scheduling: {}, ...consumption } };
}

/** Metadata as the instance sees it: its own, or else that of the project. */
function metadataValue(key: string, path: string, resource: Instance, state: State): string | undefined {
  const project = find(state, 'projects', `projects/${projectOf(path)}`)?.resource;
  for (const metadata of [resource.metadata, project?.commonInstanceMetadata]) {
    const item = metadata?.items?.find((candidate) => candidate.key === key);
    if (item !== undefined) return item.value ?? '';
  }
  return undefined;
}

/** What a new instance's disks are made of may be deprecated. */
const findWarnings = (resource: Instance, { transaction }: WriteContext<Instance>): readonly JsonObject[] =>
  (resource.disks ?? []).flatMap((disk) => {
    const path = pathOf(disk.source ?? '') ?? '';
    const image = transaction.makes(path) ? find(transaction, 'disks', path)?.resource.sourceImage : undefined;
    return image === undefined ? [] : warnOfDeprecation(image, transaction);
  });

/** What has to go together in a machine. */
const MACHINE = [
  'disks',
  'guestAccelerators',
  'machineType',
  'minCpuPlatform',
  'networkInterfaces',
  'scheduling',
] as const;

const checkOfMachine = checkOf<Instance, (typeof MACHINE)[number]>(MACHINE, (machine, { transaction }) =>
  checkMachine(machine, transaction),
);

export const instances: Collection = defineCollection({
  name: 'instances',
  collections: ['instances', 'regionInstances'],
  // The latter is documented to, and by the former Terraform's provider clears a timeout, which nothing else would do.
  body: { optional: ['Metadata.items.value'], merging: ['setScheduling', 'updateAccessConfig'] },
  references: {
    'Instance.machineType': { to: ['machineTypes'], isWeak: true, isUnchecked: true },
    'NetworkInterface.network': { to: ['networks'], missing: 'invalid' },
    'NetworkInterface.subnetwork': { to: ['subnetworks'], missing: 'invalid' },
    'NetworkInterface.networkAttachment': { to: ['networkAttachments'] },
    'AccessConfig.ipCollection': { to: [], isUnchecked: true, isWeak: true },
    'AccessConfig.securityPolicy': { to: ['securityPolicies'] },
    'Instance.sourceMachineImage': { to: ['machineImages'], isWeak: true, missing: 'invalid' },
    // Templates name accelerators without saying where they are; so instances look for them themselves.
    'AcceleratorConfig.acceleratorType': { to: ['acceleratorTypes'], isUnchecked: true, isWeak: true },
    // Templates name disks without saying where they are; so instances check the disks themselves.
    'AttachedDisk.source': { to: ['disks'], isUnchecked: true },
    'Instance.resourcePolicies': { to: ['resourcePolicies'] },
  },
  lifecycle: {
    checkSent,
    complete,
    check: (resource, context) => {
      if (context.before === undefined) return;
      checkMachineType(resource, context);
      checkOfMachine(resource, context);
    },
    findFailure: (resource, context) =>
      context.before === undefined
        ? (findDiskInUse(resource, context) ??
          findAddressInUse(resource, context) ??
          findExhausted(resource, context.transaction))
        : findAddressInUse(resource, context),
    findWarnings,
    hiddenReferences,
    onWrite: (resource, { before, path, sent, transaction }) =>
      before === undefined ? hiddenOfNew(path, resource, sent.networkInterfaces ?? [], transaction) : undefined,
  },
  deletion: {
    onDelete: (path, entry, { transaction }) => {
      if (entry.resource.deletionProtection === true) {
        throw invalidUsage("Resource cannot be deleted if it's protected against deletion.");
      }
      checkNoAppliance(path, transaction.state);
      releaseDisks(entry, transaction);
    },
  },
  reading: {
    derive,
    // The parts of shielded instances as they were called before (recorded).
    laterFields: (_path, { shieldedInstanceConfig, shieldedInstanceIntegrityPolicy }) => ({
      shieldedVmConfig: shieldedInstanceConfig,
      shieldedVmIntegrityPolicy: shieldedInstanceIntegrityPolicy,
    }),
  },
  // A test of Terraform's provider attaches several disks to an instance at once.
  operations: { types: { setLabels: 'compute.instance.setLabels' }, queued: ['attachDisk', 'detachDisk'] },
  probing: { remember: rememberInstance },
  resolves: ['addNetworkInterface', 'updateNetworkInterface'],
  verbs: {
    ...instancePower,
    ...instanceSettings,
    ...instanceAccessConfigs,
    updateNetworkInterface,
    ...instanceReads,
    ...instanceMaintenance,
    ...dynamicInterfaces,
    ...partnerMetadata,
    bulkInsert,
    attachDisk,
    detachDisk,
    setDiskAutoDelete,
  },
  evidence: instanceEvidence,
});
