import { own } from '../kernel/own.ts';
import { customType } from './custom-machine-types.ts';
import { bundledAccelerators, L4_OF_G2, machineFamilies, sharedCoreTypes, singleTypes } from './machine-families.ts';

/** What a machine type is, by what its name says. */
export interface MachineShape {
  readonly guestCpus: number;
  readonly memoryMb: number;
  readonly isSharedCpu: boolean;
}

const makeShapes = (): ReadonlyMap<string, MachineShape> =>
  new Map(
    [
      ...Object.entries(sharedCoreTypes).map(([name, [guestCpus, memoryMb]]): [string, MachineShape] => [
        name,
        { guestCpus, memoryMb, isSharedCpu: true },
      ]),
      ...Object.entries(singleTypes).map(([name, [guestCpus, memoryGb]]): [string, MachineShape] => [
        name,
        { guestCpus, memoryMb: Math.round(memoryGb * 1024), isSharedCpu: false },
      ]),
      ...Object.entries(machineFamilies).flatMap(([family, [memoryMbPerCpu, cpus]]) =>
        cpus.map((guestCpus): [string, MachineShape] => [
          `${family}-${guestCpus}`,
          { guestCpus, memoryMb: Math.round(guestCpus * memoryMbPerCpu), isSharedCpu: false },
        ]),
      ),
    ].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

let shapes: ReadonlyMap<string, MachineShape> | undefined;

/** The machine types that zones list, by name and in order; made when they are first asked for. */
export const machineShapes = (): ReadonlyMap<string, MachineShape> => (shapes ??= makeShapes());

/** The machine type of that name, listed or custom; undefined if no zone has it. Custom ones exist, and are not listed. */
export function machineShape(name: string): MachineShape | undefined {
  const listed = machineShapes().get(name);
  if (listed !== undefined) return listed;
  const custom = customType(name);
  return custom?.problem === undefined ? custom : undefined;
}

/** The accelerators that a machine type comes with. */
export interface BundledAccelerator {
  readonly type: string;
  readonly count: number;
}

/** The accelerators that machines of a type have without asking: `a2-highgpu-2g` has two. */
export function bundledAccelerator(name: string): BundledAccelerator | undefined {
  const family = name.slice(0, Math.max(name.lastIndexOf('-'), 0));
  const type = own(bundledAccelerators, family);
  if (type === undefined && family !== 'g2-standard') return undefined;
  const size = Number.parseInt(name.slice(family.length + 1), 10);
  return type === undefined ? { type: 'nvidia-l4', count: L4_OF_G2[size] ?? 1 } : { type, count: size };
}
