import type { JsonObject } from '../engine/json.ts';
import { linkOf, nameOf } from '../engine/self-link.ts';
import { seedOf } from '../engine/token.ts';
import type { Collection } from './collection.ts';

/** Families of machine types: memory in MB for each CPU, and the counts of CPUs. */
const FAMILIES: Readonly<Record<string, readonly [memoryMbPerCpu: number, cpus: readonly number[]]>> = {
  'c2-standard': [4096, [4, 8, 16, 30, 60]],
  'c3-standard': [4096, [4, 8, 22, 44, 88, 176]],
  'e2-highcpu': [1024, [2, 4, 8, 16, 32]],
  'e2-highmem': [8192, [2, 4, 8, 16]],
  'e2-standard': [4096, [2, 4, 8, 16, 32]],
  'n1-highcpu': [921.6, [2, 4, 8, 16, 32, 64, 96]],
  'n1-highmem': [6656, [2, 4, 8, 16, 32, 64, 96]],
  'n1-standard': [3840, [1, 2, 4, 8, 16, 32, 64, 96]],
  'n2-highcpu': [1024, [2, 4, 8, 16, 32, 48, 64, 80, 96]],
  'n2-highmem': [8192, [2, 4, 8, 16, 32, 48, 64, 80, 96, 128]],
  'n2-standard': [4096, [2, 4, 8, 16, 32, 48, 64, 80, 96, 128]],
  'n2d-standard': [4096, [2, 4, 8, 16, 32, 48, 64, 80, 96, 128, 224]],
  't2d-standard': [4096, [1, 2, 4, 8, 16, 32, 48, 60]],
};

const SHARED_CORE: Readonly<Record<string, readonly [cpus: number, memoryMb: number]>> = {
  'e2-medium': [2, 4096],
  'e2-micro': [2, 1024],
  'e2-small': [2, 2048],
  'f1-micro': [1, 614],
  'g1-small': [1, 1740],
};

const types: ReadonlyMap<string, readonly [cpus: number, memoryMb: number]> = new Map(
  [
    ...Object.entries(SHARED_CORE),
    ...Object.entries(FAMILIES).flatMap(([family, [memoryMb, cpus]]) =>
      cpus.map((count): [string, readonly [number, number]] => [
        `${family}-${count}`,
        [count, Math.round(count * memoryMb)],
      ]),
    ),
  ].toSorted(([a], [b]) => (a < b ? -1 : 1)),
);
const names = [...types.keys()];

function get(scope: string, name: string): JsonObject | undefined {
  const type = types.get(name);
  if (type === undefined) return undefined;
  const [guestCpus, memoryMb] = type;
  return {
    kind: 'compute#machineType',
    id: String(800_000 + (seedOf(name) % 1000)),
    creationTimestamp: '1969-12-31T16:00:00.000-08:00',
    name,
    description: `${guestCpus} vCPU${guestCpus === 1 ? '' : 's'}, ${Math.round((memoryMb / 1024) * 100) / 100} GB RAM`,
    guestCpus,
    memoryMb,
    imageSpaceGb: 0,
    maximumPersistentDisks: Object.hasOwn(SHARED_CORE, name) ? 16 : 128,
    maximumPersistentDisksSizeGb: Object.hasOwn(SHARED_CORE, name) ? '3072' : '263168',
    isSharedCpu: Object.hasOwn(SHARED_CORE, name),
    architecture: 'X86_64',
    zone: nameOf(scope),
    selfLink: linkOf(`${scope}/machineTypes/${name}`),
  };
}

export const machineTypes: Collection = {
  name: 'machineTypes',
  collections: ['machineTypes'],
  fixed: { names: () => names, get },
};
