import { invalid } from '../../kernel/refusal.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { find } from '../../wire/find.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import type { InstancePlace } from './instance-place.ts';
import { propertiesInZone } from './instance-template-properties.ts';

type AttachedDisk = Resource<'AttachedDisk'>;
type Instance = Resource<'Instance'>;
type SavedDisk = Resource<'SavedAttachedDisk'>;

/**
 * The fields of an instance that a machine image gives it: all that the source had, with new disks as large as its.
 *
 * @throws Refusal if there is no such image
 */
export function propertiesOfMachineImage(
  reference: string,
  { project, scope, transaction }: InstancePlace,
): Partial<Instance> {
  const path = referencedPath(reference, project);
  const image = find(transaction, 'machineImages', path)?.resource;
  if (image === undefined) {
    const explanation = 'The referenced machine image resource cannot be found.';
    throw invalid('resource.sourceMachineImage', reference, explanation);
  }
  const { disks = [], metadata, networkInterfaces = [], tags, ...kept } = image.instanceProperties ?? {};
  return {
    ...propertiesInZone(kept, scope),
    ...(metadata?.items === undefined ? {} : { metadata: { items: metadata.items } }),
    ...(tags?.items === undefined ? {} : { tags: { items: tags.items } }),
    // The addresses stay with the source.
    networkInterfaces: networkInterfaces.map(({ network, subnetwork, accessConfigs = [] }) => ({
      network,
      subnetwork,
      ...(accessConfigs.length === 0 ? {} : { accessConfigs: accessConfigs.map(({ name, type }) => ({ name, type })) }),
    })),
    disks: disks.map(newDisk),
  };
}

function newDisk({
  boot,
  autoDelete,
  deviceName,
  diskSizeGb,
  diskType,
  interface: bus,
  mode,
  type,
  licenses,
}: SavedDisk): AttachedDisk {
  const disk: Draft<AttachedDisk> = { boot, autoDelete, deviceName, interface: bus, mode, type };
  if (type === 'SCRATCH') return disk;
  disk.initializeParams = {
    ...(diskSizeGb === undefined ? {} : { diskSizeGb }),
    ...(diskType === undefined ? {} : { diskType }),
    ...(licenses === undefined ? {} : { licenses }),
  };
  return disk;
}
