import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import { seedOf } from '../../kernel/token.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { Resource } from '../wire.ts';
import { machineFamilies, sharedCoreTypes } from './machine-families.ts';

/** What a machine type is, by what its name says. */
interface Shape {
  readonly guestCpus: number;
  readonly memoryMb: number;
  readonly isSharedCpu: boolean;
}

const shapes: ReadonlyMap<string, Shape> = new Map(
  [
    ...Object.entries(sharedCoreTypes).map(([name, [guestCpus, memoryMb]]): [string, Shape] => [
      name,
      { guestCpus, memoryMb, isSharedCpu: true },
    ]),
    ...Object.entries(machineFamilies).flatMap(([family, [memoryMbPerCpu, cpus]]) =>
      cpus.map((guestCpus): [string, Shape] => [
        `${family}-${guestCpus}`,
        { guestCpus, memoryMb: Math.round(guestCpus * memoryMbPerCpu), isSharedCpu: false },
      ]),
    ),
  ].toSorted(([a], [b]) => (a < b ? -1 : 1)),
);
const names = [...shapes.keys()];

/** `custom-4-8192`, `n2-custom-8-16384-ext`: CPUs and memory of one's own choice. They exist, and are not listed. */
function customShape(name: string): Shape | undefined {
  const [, guestCpus, memoryMb] = /^(?:[a-z]\d[a-z]?-)?custom-(\d+)-(\d+)(?:-ext)?$/.exec(name) ?? [];
  const isPossible = Number(guestCpus) >= 1 && Number(memoryMb) >= 256 && Number(memoryMb) % 256 === 0;
  return isPossible ? { guestCpus: Number(guestCpus), memoryMb: Number(memoryMb), isSharedCpu: false } : undefined;
}

function get(scope: string, name: string): Resource<'MachineType'> | undefined {
  const shape = shapes.get(name) ?? customShape(name);
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
export const isMachineType = (name: string): boolean => shapes.has(name) || customShape(name) !== undefined;

/** How many CPUs a machine type has; 0 if there is none of that name. */
export const guestCpusOf = (name: string): number => (shapes.get(name) ?? customShape(name))?.guestCpus ?? 0;

export const machineTypes: Collection = defineCollection({
  name: 'machineTypes',
  collections: ['machineTypes'],
  reading: { fixed: { names: () => names, get } },
});
