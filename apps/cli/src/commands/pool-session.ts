import { InstanceGroupPool, Namer, newBackendPool } from '@gcepool/core';
import type { Backends } from '@gcepool/core';
import { explainCloudError } from '../cloud/explain-cloud-error.ts';
import type { OpenCloud } from '../cloud/with-cloud.ts';
import { WorkRecord } from './work-record.ts';

/** A pool at work on an open cloud. */
export interface PoolSession extends OpenCloud {
  readonly namer: Namer;
  readonly nodePool: InstanceGroupPool;
  readonly pool: Backends;
  readonly record: WorkRecord;
}

/**
 * The pool of one cluster.
 *
 * @param zones - Where its nodes are; left out by commands that give no zone a group.
 */
export function openPool(open: OpenCloud, cluster: string, zones: readonly string[] = []): PoolSession {
  const record = new WorkRecord((error) => explainCloudError(error, open.choice));
  const namer = new Namer(cluster);
  const nodePool = new InstanceGroupPool(open.cloud, namer, { listZones: () => Promise.resolve(zones) });
  const { cloud } = open;
  const pool = newBackendPool({ cloud, namer, nodePool, resyncWithCloud: true, onEvent: record.onEvent });
  return { ...open, namer, nodePool, pool, record };
}
