import type { ConformanceOptions } from './conformance-options.ts';
import type { CloudLaw } from './history/cloud-laws.ts';
import { CloudUnderTest } from './history/cloud-under-test.ts';
import { type ConformingCloud, hasCollection } from './history/collection-calls.ts';
import { type Kind, KINDS } from './history/step.ts';

/** Puts a cloud under the laws, filling in what the options leave out. */
export async function prepareCloud(cloud: ConformingCloud, options: ConformanceOptions = {}): Promise<CloudUnderTest> {
  const { prefix = 'conformance', instances = [], skip = {} } = options;
  const kinds = options.kinds ?? KINDS.filter((kind) => hasCollection(cloud, kind));
  const zone = options.zone ?? (kinds.some((kind) => ZONAL.has(kind)) ? await firstZone(cloud) : '');
  const newRequestId = options.newRequestId ?? (() => crypto.randomUUID());
  // The keys are laws.
  return new CloudUnderTest(cloud, { kinds, prefix, zone, instances, newRequestId }, Object.keys(skip) as CloudLaw[]);
}

/** Collections whose resources are in zones. */
const ZONAL: ReadonlySet<Kind> = new Set(['instanceGroups', 'networkEndpointGroups']);

async function firstZone(cloud: ConformingCloud): Promise<string> {
  const zone = (await cloud.listZones?.())?.toSorted()[0];
  if (zone !== undefined) return zone;
  throw new TypeError('zone must be given: the cloud has groups and lists no zones');
}
