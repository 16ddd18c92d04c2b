import { linkOf } from '../../kernel/self-link.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { Resource } from '../../wire/wire.ts';

type StoragePoolType = Resource<'StoragePoolType'>;

/** What pools of one type can hold. */
export interface PoolLimits {
  readonly id: string;
  readonly description: string;
  /** Least and most capacity in GB. */
  readonly capacityGb: readonly [least: number, most: number];
  readonly iops?: readonly [least: number, most: number];
  readonly throughput: readonly [least: number, most: number];
}

/** Limits are of the documentation; the number 1002 is of a test of Terraform's provider, and the other a guess. */
const TYPES: Readonly<Record<string, PoolLimits>> = {
  'hyperdisk-balanced': {
    id: '1002',
    description: 'Hyperdisk Balanced Storage Pool',
    capacityGb: [10_240, 5_242_880],
    iops: [0, 4_000_000],
    throughput: [0, 102_400],
  },
  'hyperdisk-throughput': {
    id: '1001',
    description: 'Hyperdisk Throughput Storage Pool',
    capacityGb: [10_240, 5_242_880],
    throughput: [100, 102_400],
  },
};

export const poolLimitsOf = (name: string): PoolLimits | undefined =>
  Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;

function get(scope: string, name: string): StoragePoolType | undefined {
  const type = poolLimitsOf(name);
  if (type === undefined) return undefined;
  const { id, description, capacityGb, iops, throughput } = type;
  return {
    kind: 'compute#storagePoolType',
    id,
    creationTimestamp: '1969-12-31T16:00:00.000-08:00',
    name,
    description,
    zone: linkOf(scope),
    selfLink: linkOf(`${scope}/storagePoolTypes/${name}`),
    selfLinkWithId: linkOf(`${scope}/storagePoolTypes/${id}`),
    minPoolProvisionedCapacityGb: String(capacityGb[0]),
    maxPoolProvisionedCapacityGb: String(capacityGb[1]),
    ...(iops === undefined ? {} : { minPoolProvisionedIops: String(iops[0]), maxPoolProvisionedIops: String(iops[1]) }),
    minPoolProvisionedThroughput: String(throughput[0]),
    maxPoolProvisionedThroughput: String(throughput[1]),
    supportedDiskTypes: [linkOf(`${scope}/diskTypes/${name}`)],
  };
}

export const storagePoolTypes: Collection = defineCollection({
  name: 'storagePoolTypes',
  collections: ['storagePoolTypes'],
  reading: { fixed: { names: () => Object.keys(TYPES), get } },
});
