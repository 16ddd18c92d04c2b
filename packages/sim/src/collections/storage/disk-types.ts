import { parseScope } from '../../kernel/resource-path.ts';
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

const isRegional = (scope: string): boolean => parseScope(scope).scopeKind === 'regions';

/** The type of that name, with the sizes that it has in a scope; undefined if the scope has none. */
function typeIn(scope: string, name: string) {
  const [description, defaultSizeGb, zonal] = own(TYPES, name) ?? [];
  const sizes = isRegional(scope) ? own(REGIONAL, name) : zonal;
  if (description === undefined || defaultSizeGb === undefined || sizes === undefined) return undefined;
  return { description, defaultSizeGb, sizes };
}

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
    defaultDiskSizeGb: String(defaultSizeGb),
  };
}

/** What a disk of that type holds when nobody says how much, in GB; undefined if the scope has no such type. */
export function defaultSizeOf(scope: string, type: string): string | undefined {
  const size = typeIn(scope, type)?.defaultSizeGb;
  return size === undefined ? undefined : String(size);
}

/** Least and most GB that a disk of that type can have; undefined if the scope has no such type. */
export function sizesOf(scope: string, type: string): readonly [least: number, most: number] | undefined {
  const [, least, most] = /^(\d+)GB-(\d+)GB$/.exec(typeIn(scope, type)?.sizes ?? '') ?? [];
  return least === undefined ? undefined : [Number(least), Number(most)];
}

export const diskTypes: Collection = defineCollection({
  name: 'diskTypes',
  collections: ['diskTypes', 'regionDiskTypes'],
  reading: { fixed: { names: (scope) => Object.keys(isRegional(scope) ? REGIONAL : TYPES), get } },
});
