import { type Cloud, InstanceGroupPool, Namer, newBackendPool } from '@gcepool/core';
import type { BackendPool, NodePool, ServicePort } from '@gcepool/core';
import fc from 'fast-check';

/** The cluster that the pool of the laws keeps ports for. */
export const namer: Namer = new Namer('conformance');

/** A pool over a cloud, and its instance groups in two of the cloud's zones. */
export interface PoolUnderTest {
  readonly pool: BackendPool;
  readonly nodePool: NodePool;
}

/** A new pool, as one of a new process: it remembers nothing, and lists the cloud to learn what is there. */
export function poolUnderTest(cloud: Cloud): PoolUnderTest {
  const zones = { listZones: async () => (await cloud.listZones()).toSorted().slice(0, 2) };
  const nodePool = new InstanceGroupPool(cloud, namer, zones);
  return { nodePool, pool: newBackendPool({ cloud, namer, nodePool, resyncWithCloud: true }) };
}

/** Deletes all that any pool of {@link namer} made in the cloud. */
export async function clearPool(cloud: Cloud): Promise<void> {
  const { pool, nodePool } = poolUnderTest(cloud);
  await pool.shutdown();
  await nodePool.delete();
}

/** Some node ports, each once. */
export const somePorts: fc.Arbitrary<ServicePort[]> = fc.uniqueArray(
  fc.record({
    nodePort: fc.integer({ min: 30_000, max: 30_009 }),
    protocol: fc.constantFrom('HTTP', 'HTTPS', 'HTTP2'),
  }),
  { selector: ({ nodePort }) => nodePort, maxLength: 4 },
);
