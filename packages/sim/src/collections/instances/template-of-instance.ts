import { invalid } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find, findLinked } from '../../wire/find.ts';
import { findImage } from '../storage/image-reference.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type AttachedDisk = Resource<'AttachedDisk'>;
type Config = Resource<'DiskInstantiationConfig'>;
type Instance = Resource<'Instance'>;
type InstanceTemplate = Resource<'InstanceTemplate'>;
type NetworkInterface = Resource<'NetworkInterface'>;
type Properties = Resource<'InstanceProperties'>;

/** What a template has of an instance as it is. */
const KEPT = [
  'advancedMachineFeatures',
  'canIpForward',
  'confidentialInstanceConfig',
  'description',
  'keyRevocationActionType',
  'labels',
  'minCpuPlatform',
  'networkPerformanceConfig',
  'privateIpv6GoogleAccess',
  'reservationAffinity',
  'scheduling',
  'serviceAccounts',
  'shieldedInstanceConfig',
] as const;

/** The properties of a template that is made from an instance. @throws Refusal when there is none, or a disk cannot be had so */
export function propertiesOfInstance(draft: InstanceTemplate, transaction: Transaction): Properties {
  const { sourceInstance = '', sourceInstanceParams = {} } = draft;
  const instance = findLinked(transaction, 'instances', sourceInstance)?.resource;
  if (instance === undefined) {
    throw invalid('resource.sourceInstance', sourceInstance, 'The referenced instance resource cannot be found.');
  }
  const properties: Draft<Properties> = {
    ...Object.fromEntries(KEPT.flatMap((name) => (instance[name] === undefined ? [] : [[name, instance[name]]]))),
    machineType: nameOf(instance.machineType ?? ''),
    disks: disksOf(instance, sourceInstanceParams.diskConfigs ?? [], transaction),
    networkInterfaces: (instance.networkInterfaces ?? []).map(interfaceOf),
  };
  if (instance.metadata?.items !== undefined) properties.metadata = { items: instance.metadata.items };
  if (instance.tags?.items !== undefined) properties.tags = { items: instance.tags.items };
  if (instance.resourcePolicies !== undefined) properties.resourcePolicies = instance.resourcePolicies.map(nameOf);
  if (instance.guestAccelerators !== undefined) {
    properties.guestAccelerators = instance.guestAccelerators.map(({ acceleratorType = '', ...rest }) => ({
      ...rest,
      acceleratorType: nameOf(acceleratorType),
    }));
  }
  return properties;
}

/** An interface without the addresses that only one instance can have. */
function interfaceOf({ network, subnetwork, accessConfigs, nicType, stackType }: NetworkInterface): NetworkInterface {
  const nic: Draft<NetworkInterface> = {};
  if (network !== undefined) nic.network = network;
  if (subnetwork !== undefined) nic.subnetwork = subnetwork;
  if (nicType !== undefined) nic.nicType = nicType;
  if (stackType !== undefined && stackType !== 'IPV4_ONLY') nic.stackType = stackType;
  if (accessConfigs !== undefined)
    nic.accessConfigs = accessConfigs.map(({ name, type, networkTier }) => ({ name, type, networkTier }));
  return nic;
}

function disksOf(
  { disks = [] }: Instance,
  configs: readonly Config[],
  transaction: Transaction,
): readonly AttachedDisk[] {
  for (const [index, { deviceName }] of configs.entries()) {
    if (disks.some((disk) => disk.deviceName === deviceName)) continue;
    const field = `resource.sourceInstanceParams.diskConfigs[${index}].deviceName`;
    throw invalid(field, deviceName, 'The source instance has no disk of that device name.');
  }
  return disks.flatMap((disk) => {
    const index = configs.findIndex(({ deviceName }) => deviceName === disk.deviceName);
    const config = configs[index] ?? {};
    const made = diskOf(disk, config, `resource.sourceInstanceParams.diskConfigs[${index}]`, transaction);
    return made === undefined ? [] : [{ ...made, autoDelete: config.autoDelete ?? disk.autoDelete }];
  });
}

/** A disk of the template; undefined for one that is left out. What goes with which disk is documented. */
function diskOf(
  { boot, deviceName, type, mode, interface: bus, source, diskSizeGb }: AttachedDisk,
  config: Config,
  field: string,
  transaction: Transaction,
): AttachedDisk | undefined {
  const refuse = (explanation: string) => invalid(`${field}.instantiateFrom`, config.instantiateFrom, explanation);
  const shown = { boot, deviceName, type, interface: bus };
  const isLocal = type === 'SCRATCH';
  const isRead = mode === 'READ_ONLY';
  const byDefault = isRead ? 'ATTACH_READ_ONLY' : isLocal ? 'BLANK' : 'SOURCE_IMAGE';
  const from = config.instantiateFrom === 'DEFAULT' ? byDefault : (config.instantiateFrom ?? byDefault);
  if (from === 'DO_NOT_INCLUDE') {
    if (boot === true) throw refuse('A boot disk cannot be left out.');
    return undefined;
  }
  if (from === 'ATTACH_READ_ONLY') {
    if (!isRead) throw refuse('The disk was not attached in read-only mode on the source instance.');
    return { ...shown, mode, source: nameOf(source ?? '') };
  }
  if (from === 'BLANK') {
    if (boot === true || isRead) throw refuse('Only additional read-write disks and local SSDs can be blank.');
    return isLocal ? { ...shown, initializeParams: { diskType: 'local-ssd' } } : { ...shown, mode, diskSizeGb };
  }
  if (isRead || isLocal) throw refuse('Only the boot disk and additional read-write disks are made of images.');
  const disk = find(transaction, 'disks', pathOf(source ?? ''))?.resource;
  const diskType = nameOf(disk?.type ?? 'pd-standard');
  const sourceImage = imageOf(from, disk?.sourceImage, config, field, transaction);
  // A disk that was made of nothing is made of nothing again.
  const image = sourceImage === undefined ? {} : { sourceImage };
  return { ...shown, mode, diskSizeGb, initializeParams: { diskType, ...image } };
}

function imageOf(
  from: 'SOURCE_IMAGE' | 'SOURCE_IMAGE_FAMILY' | 'CUSTOM_IMAGE',
  sourceImage: string | undefined,
  { customImage, instantiateFrom }: Config,
  field: string,
  transaction: Transaction,
): string | undefined {
  if (from === 'CUSTOM_IMAGE') {
    if (customImage === undefined) throw invalid(`${field}.customImage`, '', 'A custom image must be specified.');
    return customImage;
  }
  if (from === 'SOURCE_IMAGE') {
    if (sourceImage === undefined && instantiateFrom === from) {
      throw invalid(`${field}.instantiateFrom`, from, 'The disk was not created from an image.');
    }
    return sourceImage;
  }
  const image = pathOf(sourceImage ?? '') ?? '';
  const family = findImage(image, '', transaction)?.resource.family;
  if (family === undefined) {
    throw invalid(
      `${field}.instantiateFrom`,
      from,
      'The source image of the disk does not belong to any image family.',
    );
  }
  return linkOf(`${image.slice(0, image.lastIndexOf('/'))}/family/${family}`);
}
