import { type Backends, type Cloud, Namer, newBackendPool, type ServicePort } from '@gcepool/core';
import fc from 'fast-check';

/** The cluster that the pool of the laws keeps ports for. */
export const namer: Namer = new Namer('conformance');

/** A new pool in two of the cloud's zones, like one of a new process: it remembers nothing, and lists the cloud. */
export function poolUnderTest(cloud: Cloud): Backends {
  const zones = { listZones: async () => (await cloud.listZones()).toSorted().slice(0, 2) };
  return newBackendPool({ cloud, namer, zones, resyncWithCloud: true, removalCap: false });
}

/** Deletes all that any pool of {@link namer} made in the cloud. */
export async function clearPool(cloud: Cloud): Promise<void> {
  const pool = poolUnderTest(cloud);
  await pool.shutdown();
  await pool.nodes.delete();
}

/** Some node ports, each once. */
export const somePorts: fc.Arbitrary<ServicePort[]> = fc.uniqueArray(
  fc.record({
    nodePort: fc.integer({ min: 30_000, max: 30_009 }),
    protocol: fc.constantFrom('HTTP', 'HTTPS', 'HTTP2'),
  }),
  { selector: ({ nodePort }) => nodePort, maxLength: 4 },
);
