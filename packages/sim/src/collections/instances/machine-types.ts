import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import { seedOf } from '../../kernel/token.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { machineShape, machineShapes } from '../machine-shapes.ts';
import type { Resource } from '../../wire/wire.ts';

const names = [...machineShapes.keys()];

function get(scope: string, name: string): Resource<'MachineType'> | undefined {
  const shape = machineShape(name);
  if (shape === undefined) return undefined;
  const { guestCpus, memoryMb, isSharedCpu } = shape;
  return {
    kind: 'compute#machineType',
    id: String(800_000 + (seedOf(name) % 1000)),
    creationTimestamp: '1969-12-31T16:00:00.000-08:00',
    name,
    description: `${guestCpus} vCPU${guestCpus === 1 ? '' : 's'}, ${Math.round((memoryMb / 1024) * 100) / 100} GB RAM`,
    guestCpus,
    memoryMb,
    imageSpaceGb: 0,
    maximumPersistentDisks: isSharedCpu ? 16 : 128,
    maximumPersistentDisksSizeGb: isSharedCpu ? '3072' : '263168',
    zone: nameOf(scope),
    selfLink: linkOf(`${scope}/machineTypes/${name}`),
    isSharedCpu,
    architecture: /^(?:c4a|n4a|t2a)-/.test(name) ? 'ARM64' : 'X86_64',
  };
}

/** Whether every zone has a machine type of that name. */
export const isMachineType = (name: string): boolean => machineShape(name) !== undefined;

export const machineTypes: Collection = defineCollection({
  name: 'machineTypes',
  collections: ['machineTypes'],
  reading: { fixed: { names: () => names, get } },
});
