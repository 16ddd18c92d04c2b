import { isIn } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import { own } from '../../kernel/own.ts';
import { seedOf } from '../../kernel/token.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { Resource } from '../../wire/wire.ts';

/** Text, default size and sizes that are taken, in GB: those of the documentation. */
const TYPES: Readonly<Record<string, readonly [description: string, defaultSizeGb: number, sizes: string]>> = {
  'hyperdisk-balanced': ['Hyperdisk Balanced Persistent Disk', 100, '4GB-65536GB'],
  'hyperdisk-balanced-high-availability': ['Hyperdisk Balanced High Availability Persistent Disk', 100, '4GB-65536GB'],
  'hyperdisk-extreme': ['Hyperdisk Extreme Persistent Disk', 1000, '64GB-65536GB'],
  'hyperdisk-ml': ['Hyperdisk ML Persistent Disk', 100, '4GB-65536GB'],
  'hyperdisk-throughput': ['Hyperdisk Throughput Persistent Disk', 2048, '2048GB-32768GB'],
  'local-ssd': ['Local SSD', 375, '375GB-375GB'],
  'pd-balanced': ['Balanced Persistent Disk', 100, '10GB-65536GB'],
  'pd-extreme': ['Extreme Persistent Disk', 1000, '500GB-65536GB'],
  'pd-ssd': ['SSD Persistent Disk', 100, '10GB-65536GB'],
  'pd-standard': ['Standard Persistent Disk', 500, '10GB-65536GB'],
};

/** Names of all disk types. */
export const diskTypeNames: readonly string[] = Object.keys(TYPES);

/** Types a disk in two zones may have, and their sizes. */
const REGIONAL: Readonly<Record<string, string>> = {
  'hyperdisk-balanced-high-availability': '4GB-65536GB',
  'pd-balanced': '10GB-65536GB',
  'pd-ssd': '10GB-65536GB',
  'pd-standard': '200GB-65536GB',
};

interface DiskTypeSpec {
  readonly description: string;
  readonly defaultSizeGb: string;
  /** As the API prints them. */
  readonly sizes: string;
  readonly leastGb: number;
  readonly mostGb: number;
}

const specsOf = (names: readonly string[], sizesOfName: (name: string) => string | undefined) =>
  new Map(
    names.flatMap((name): (readonly [string, DiskTypeSpec])[] => {
      const [description, defaultSizeGb] = own(TYPES, name) ?? [];
      const sizes = sizesOfName(name);
      if (description === undefined || defaultSizeGb === undefined || sizes === undefined) return [];
      const [leastGb = 0, mostGb = 0] = sizes.split('-').map((size) => Number.parseInt(size, 10));
      return [[name, { description, defaultSizeGb: String(defaultSizeGb), sizes, leastGb, mostGb }]];
    }),
  );

const ZONAL_SPECS = specsOf(diskTypeNames, (name) => own(TYPES, name)?.[2]);
const REGIONAL_SPECS = specsOf(Object.keys(REGIONAL), (name) => own(REGIONAL, name));

const isRegional = (scope: string): boolean => isIn(scope, 'regions');

/** The type of that name, with the sizes that it has in a scope; undefined if the scope has none. */
const typeIn = (scope: string, name: string): DiskTypeSpec | undefined =>
  (isRegional(scope) ? REGIONAL_SPECS : ZONAL_SPECS).get(name);

function get(scope: string, name: string): Resource<'DiskType'> | undefined {
  const type = typeIn(scope, name);
  if (type === undefined) return undefined;
  const { description, defaultSizeGb, sizes } = type;
  return {
    kind: 'compute#diskType',
    id: String(30_000 + (seedOf(name) % 1000)),
    creationTimestamp: '1969-12-31T16:00:00.000-08:00',
    name,
    description,
    validDiskSize: sizes,
    ...(isRegional(scope) ? { region: linkOf(scope) } : { zone: linkOf(scope) }),
    selfLink: linkOf(`${scope}/diskTypes/${name}`),
    defaultDiskSizeGb: defaultSizeGb,
  };
}

/** What a disk of that type holds when nobody says how much, in GB; undefined if the scope has no such type. */
export const defaultSizeOf = (scope: string, type: string): string | undefined => typeIn(scope, type)?.defaultSizeGb;

/** Least and most GB that a disk of that type can have; undefined if the scope has no such type. */
export function sizesOf(scope: string, type: string): readonly [least: number, most: number] | undefined {
  const spec = typeIn(scope, type);
  return spec && [spec.leastGb, spec.mostGb];
}

export const diskTypes: Collection = defineCollection({
  name: 'diskTypes',
  collections: ['diskTypes', 'regionDiskTypes'],
  reading: { fixed: { names: (scope) => Object.keys(isRegional(scope) ? REGIONAL : TYPES), get } },
});
