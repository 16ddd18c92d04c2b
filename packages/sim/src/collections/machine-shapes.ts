import { machineFamilies, sharedCoreTypes } from './machine-families.ts';

/** What a machine type is, by what its name says. */
export interface MachineShape {
  readonly guestCpus: number;
  readonly memoryMb: number;
  readonly isSharedCpu: boolean;
}

/** The machine types that every zone lists, by name and in order. */
export const machineShapes: ReadonlyMap<string, MachineShape> = new Map(
  [
    ...Object.entries(sharedCoreTypes).map(([name, [guestCpus, memoryMb]]): [string, MachineShape] => [
      name,
      { guestCpus, memoryMb, isSharedCpu: true },
    ]),
    ...Object.entries(machineFamilies).flatMap(([family, [memoryMbPerCpu, cpus]]) =>
      cpus.map((guestCpus): [string, MachineShape] => [
        `${family}-${guestCpus}`,
        { guestCpus, memoryMb: Math.round(guestCpus * memoryMbPerCpu), isSharedCpu: false },
      ]),
    ),
  ].toSorted(([a], [b]) => (a < b ? -1 : 1)),
);

/** The machine type of that name, listed or custom; undefined if no zone has it. */
export const machineShape = (name: string): MachineShape | undefined => machineShapes.get(name) ?? customShape(name);

/** `custom-4-8192`, `n2-custom-8-16384-ext`: CPUs and memory of one's own choice. They exist, and are not listed. */
function customShape(name: string): MachineShape | undefined {
  const [, guestCpus, memoryMb] = /^(?:[a-z]\d[a-z]?-)?custom-(\d+)-(\d+)(?:-ext)?$/.exec(name) ?? [];
  const isPossible = Number(guestCpus) >= 1 && Number(memoryMb) >= 256 && Number(memoryMb) % 256 === 0;
  return isPossible ? { guestCpus: Number(guestCpus), memoryMb: Number(memoryMb), isSharedCpu: false } : undefined;
}
