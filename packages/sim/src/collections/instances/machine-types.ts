import { invalid } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import { seedOf } from '../../kernel/token.ts';
import type { Collection } from '../collection.ts';
import { customType } from '../custom-machine-types.ts';
import { defineCollection } from '../define-collection.ts';
import { isInZone, seriesOf } from '../machine-series.ts';
import { bundledAccelerator, machineShape, machineShapes } from '../machine-shapes.ts';
import type { Resource } from '../../wire/wire.ts';

const namesIn = (scope: string): readonly string[] => {
  const zone = nameOf(scope);
  return [...machineShapes().keys()].filter((name) => isInZone(name, zone));
};

function get(scope: string, name: string): Resource<'MachineType'> | undefined {
  const shape = machineShape(name);
  if (shape === undefined || !isInZone(name, nameOf(scope))) return undefined;
  const { guestCpus, memoryMb, isSharedCpu } = shape;
  const bundled = bundledAccelerator(name);
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
    ...(bundled === undefined
      ? {}
      : { accelerators: [{ guestAcceleratorType: bundled.type, guestAcceleratorCount: bundled.count }] }),
    architecture: architectureOf(name),
  };
}

/** What the processors of a machine type read. */
export const architectureOf = (name: string): 'ARM64' | 'X86_64' =>
  seriesOf(name)?.isArm === true ? 'ARM64' : 'X86_64';

/** @throws Refusal unless there is a machine type of that name, in that zone if one is given */
export function checkMachineTypeName(field: string, sent: string, name: string, zone?: string): void {
  if (machineShape(name) !== undefined && (zone === undefined || isInZone(name, zone))) return;
  const problem = customType(name)?.problem;
  if (problem !== undefined) throw invalid(field, sent, problem);
  const where = zone === undefined ? '' : ` in zone '${zone}'`;
  throw invalid(field, sent, `Machine type with name '${name}' does not exist${where}.`);
}

export const machineTypes: Collection = defineCollection({
  name: 'machineTypes',
  collections: ['machineTypes'],
  // The answers to such names are those that an installer's tests expect.
  reading: { fixed: { names: namesIn, get, problem: (name) => customType(name)?.problem } },
});
