import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import { seedOf } from '../../kernel/token.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { Resource } from '../../wire/wire.ts';
import { own } from '../../kernel/own.ts';

/** CPU platform, CPUs, memory and local SSD in GB of the hosts one can have alone. */
const TYPES: Readonly<Record<string, readonly [platform: string, cpus: number, memoryGb: number, ssdGb: number]>> = {
  'c2-node-60-240': ['Intel Cascade Lake', 60, 240, 0],
  'c3-node-176-352': ['Intel Sapphire Rapids', 176, 352, 0],
  'c3-node-176-704': ['Intel Sapphire Rapids', 176, 704, 0],
  'c3-node-176-1408': ['Intel Sapphire Rapids', 176, 1408, 0],
  'm1-node-96-1433': ['Intel Skylake', 96, 1433, 0],
  'n1-node-96-624': ['Intel Skylake', 96, 624, 0],
  'n2-node-80-640': ['Intel Cascade Lake', 80, 640, 0],
  'n2-node-128-864': ['Intel Ice Lake', 128, 864, 0],
  'n2d-node-224-896': ['AMD Rome', 224, 896, 0],
  'n2d-node-224-1792': ['AMD Milan', 224, 1792, 0],
};
const names = Object.keys(TYPES).toSorted();

/** Whether every zone has a node type of that name. */
export const isNodeType = (name: string): boolean => Object.hasOwn(TYPES, name);

function get(scope: string, name: string): Resource<'NodeType'> | undefined {
  const type = isNodeType(name) ? own(TYPES, name) : undefined;
  if (type === undefined) return undefined;
  const [cpuPlatform, guestCpus, memoryGb, localSsdGb] = type;
  return {
    kind: 'compute#nodeType',
    id: String(5000 + (seedOf(name) % 1000)),
    creationTimestamp: '1969-12-31T16:00:00.000-08:00',
    name,
    cpuPlatform,
    guestCpus,
    memoryMb: memoryGb * 1024,
    localSsdGb,
    zone: nameOf(scope),
    selfLink: linkOf(`${scope}/nodeTypes/${name}`),
  };
}

export const nodeTypes: Collection = defineCollection({
  name: 'nodeTypes',
  collections: ['nodeTypes'],
  reading: { fixed: { names: () => names, get } },
});
