import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import { seedOf } from '../../kernel/token.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { own } from '../../kernel/own.ts';
import { seriesNameOf } from '../machine-series.ts';
import { machineShape } from '../machine-shapes.ts';
import type { Resource } from '../../wire/wire.ts';

/** What it is, how many one instance can have, and the machine series it goes with: of n1 it is added, the others come with it. */
type Type = readonly [description: string, most: number, series: string];

/** The most CPUs of a machine with so many accelerators, by what their names begin with (documented). */
const MOST_CPUS: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  'nvidia-tesla-p100': { 1: 16, 2: 32, 4: 96 },
  'nvidia-tesla-p4': { 1: 24, 2: 48, 4: 96 },
  'nvidia-tesla-t4': { 1: 48, 2: 48, 4: 96 },
  'nvidia-tesla-v100': { 1: 12, 2: 24, 4: 48, 8: 96 },
};

/** As the documentation had them in November 2026. */
const TYPES: Readonly<Record<string, Type>> = {
  ct5lp: ['ct5lp', 8, 'ct5lp'],
  ct5p: ['ct5p', 4, 'ct5p'],
  ct6e: ['ct6e', 8, 'ct6e'],
  'nvidia-a100-80gb': ['NVIDIA A100 80GB', 8, 'a2'],
  'nvidia-b200': ['NVIDIA B200', 8, 'a4'],
  'nvidia-h100-80gb': ['NVIDIA H100 80GB', 8, 'a3'],
  'nvidia-h100-mega-80gb': ['NVIDIA H100 80GB MEGA', 8, 'a3'],
  'nvidia-h200-141gb': ['NVIDIA H200 141GB', 8, 'a3'],
  'nvidia-l4': ['NVIDIA L4', 8, 'g2'],
  'nvidia-l4-vws': ['NVIDIA L4 Virtual Workstation', 8, 'g2'],
  'nvidia-tesla-a100': ['NVIDIA A100 40GB', 16, 'a2'],
  'nvidia-tesla-p100': ['NVIDIA Tesla P100', 4, 'n1'],
  'nvidia-tesla-p100-vws': ['NVIDIA Tesla P100 Virtual Workstation', 4, 'n1'],
  'nvidia-tesla-p4': ['NVIDIA Tesla P4', 4, 'n1'],
  'nvidia-tesla-p4-vws': ['NVIDIA Tesla P4 Virtual Workstation', 4, 'n1'],
  'nvidia-tesla-t4': ['NVIDIA T4', 4, 'n1'],
  'nvidia-tesla-t4-vws': ['NVIDIA Tesla T4 Virtual Workstation', 4, 'n1'],
  'nvidia-tesla-v100': ['NVIDIA V100', 8, 'n1'],
};

/** Names of all accelerator types. */
export const acceleratorTypeNames: readonly string[] = Object.keys(TYPES);

function get(scope: string, name: string): Resource<'AcceleratorType'> | undefined {
  const type = typeOf(name);
  if (type === undefined) return undefined;
  const [description, maximumCardsPerInstance] = type;
  return {
    kind: 'compute#acceleratorType',
    id: String(10_000 + (seedOf(name) % 1000)),
    creationTimestamp: '1969-12-31T16:00:00.000-08:00',
    name,
    description,
    zone: linkOf(scope),
    selfLink: linkOf(`${scope}/acceleratorTypes/${name}`),
    maximumCardsPerInstance,
  };
}

const typeOf = (name: string): Type | undefined => (Object.hasOwn(TYPES, name) ? TYPES[name] : undefined);

/** How many of an accelerator one instance can have; undefined if there is no such type. @param type link or name */
export const mostAccelerators = (type: string): number | undefined => typeOf(nameOf(type))?.[1];

/** Whether machines of a type can have so many of an accelerator. @param type link or name */
export function goesWith(type: string, count: number, machineType: string): boolean {
  const name = nameOf(type);
  const series = typeOf(name)?.[2];
  const cpus = machineShape(machineType)?.guestCpus ?? 0;
  const most = own(MOST_CPUS, name.replace(/-vws$/, ''))?.[count] ?? Infinity;
  return cpus <= most && (series === undefined || series === seriesNameOf(machineType));
}

export const acceleratorTypes: Collection = defineCollection({
  name: 'acceleratorTypes',
  collections: ['acceleratorTypes'],
  reading: { fixed: { names: () => Object.keys(TYPES), get } },
});
