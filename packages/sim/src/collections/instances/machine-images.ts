import { invalid } from '../../kernel/refusal.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { find } from '../../wire/find.ts';
import type { WriteContext } from '../context.ts';
import { storageLocationOf } from '../storage/storage-location.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type MachineImage = Resource<'MachineImage'>;
type Instance = Resource<'Instance'>;
type AttachedDisk = Resource<'AttachedDisk'>;

/** Of an instance, what a machine image keeps: all that another instance could be made with. */
const KEPT = [
  'canIpForward',
  'description',
  'labels',
  'metadata',
  'minCpuPlatform',
  'networkInterfaces',
  'scheduling',
  'serviceAccounts',
  'shieldedInstanceConfig',
  'tags',
] as const;

function complete(draft: Draft<MachineImage>, { call, before, transaction }: WriteContext<MachineImage>): void {
  if (before !== undefined) return;
  const reference = call.query.get('sourceInstance') ?? draft.sourceInstance ?? '';
  const path = referencedPath(reference, call.project);
  const instance = find(transaction, 'instances', path)?.resource;
  if (path === undefined || instance === undefined) {
    throw invalid('resource.sourceInstance', reference, 'The referenced instance resource cannot be found.');
  }
  const disks = instance.disks ?? [];
  draft.sourceInstance = linkOf(path);
  draft.instanceProperties = propertiesOf(instance, disks);
  draft.savedDisks = disks.map(savedDisk);
  draft.status = 'READY';
  draft.storageLocations ??= [storageLocationOf(path)];
  draft.totalStorageBytes = '0';
  delete draft.guestFlush;
}

function propertiesOf(instance: Instance, disks: readonly AttachedDisk[]): MachineImage['instanceProperties'] {
  const kept = Object.fromEntries(
    KEPT.flatMap((name) => (instance[name] === undefined ? [] : [[name, instance[name]]])),
  );
  return {
    machineType: nameOf(instance.machineType ?? ''),
    ...kept,
    disks: disks.map(({ source = '', ...disk }) => ({ ...disk, source: pathOf(source) })),
  };
}

const savedDisk = ({ source, architecture }: AttachedDisk): Resource<'SavedDisk'> => ({
  kind: 'compute#savedDisk',
  sourceDisk: source,
  storageBytes: '0',
  storageBytesStatus: 'UP_TO_DATE',
  ...(architecture === undefined ? {} : { architecture }),
});

export const machineImages: Collection = defineCollection({
  name: 'machineImages',
  collections: ['machineImages'],
  lifecycle: { complete },
  evidence: {
    documented: {
      insert: [
        {
          describedAt: 'MachineImage.sourceInstance',
          sentence: 'The source instance used to create the machine image.',
        },
        {
          describedAt: 'MachineImage.savedDisks',
          sentence: 'specific properties for disks attached to the source instance',
        },
      ],
    },
  },
});
