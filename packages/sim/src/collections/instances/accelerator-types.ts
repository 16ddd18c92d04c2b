import { linkOf } from '../../kernel/self-link.ts';
import { seedOf } from '../../kernel/token.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { Resource } from '../../wire/wire.ts';

/** What it is, and how many one instance can have. */
const TYPES: Readonly<Record<string, readonly [description: string, most: number]>> = {
  'nvidia-a100-80gb': ['NVIDIA A100 80GB', 8],
  'nvidia-h100-80gb': ['NVIDIA H100 80GB', 8],
  'nvidia-l4': ['NVIDIA L4', 8],
  'nvidia-tesla-a100': ['NVIDIA A100 40GB', 16],
  'nvidia-tesla-p100': ['NVIDIA Tesla P100', 4],
  'nvidia-tesla-p4': ['NVIDIA Tesla P4', 4],
  'nvidia-tesla-t4': ['NVIDIA T4', 4],
  'nvidia-tesla-v100': ['NVIDIA V100', 8],
};

function get(scope: string, name: string): Resource<'AcceleratorType'> | undefined {
  const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
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

export const acceleratorTypes: Collection = defineCollection({
  name: 'acceleratorTypes',
  collections: ['acceleratorTypes'],
  reading: { fixed: { names: () => Object.keys(TYPES), get } },
});
