import type { Method } from '@gcepool/api';

/** The groups of methods that GCE counts together, globally and in each region. */
export type RateLimitGroup =
  | 'queries'
  | 'reads'
  | 'lists'
  | 'operationReads'
  | 'heavyWeightReads'
  | 'globalResourceWrites';

/**
 * What GCE calls each group, and how many requests a minute it takes by default. 1500 is documented; what heavy-weight
 * reads and global resources are given is assumed.
 */
export const GROUPS: Readonly<Record<RateLimitGroup, { readonly metric: string; readonly perMinute: number }>> = {
  /** Mutations, and what is in no other group. */
  queries: { metric: 'Queries', perMinute: 1500 },
  reads: { metric: 'Read requests', perMinute: 1500 },
  lists: { metric: 'List requests', perMinute: 1500 },
  operationReads: { metric: 'Operation read requests', perMinute: 1500 },
  /** Aggregated lists, and waiting for operations. */
  heavyWeightReads: { metric: 'Heavy-weight read requests', perMinute: 750 },
  /** Mutations of images, snapshots and machine images. */
  globalResourceWrites: { metric: 'Global resource mutation requests', perMinute: 375 },
};

const GLOBAL_RESOURCES = /^(?:images|snapshots|machineImages)$/;

/** The group that a method is counted in. */
export function groupOf({ collection, name, operationScope }: Method): RateLimitGroup {
  if (/[oO]perations$/.test(collection)) {
    if (name === 'get') return 'operationReads';
    if (name === 'wait') return 'heavyWeightReads';
  }
  if (name === 'get') return 'reads';
  if (name === 'list') return 'lists';
  if (name === 'aggregatedList') return 'heavyWeightReads';
  return operationScope !== undefined && GLOBAL_RESOURCES.test(collection) ? 'globalResourceWrites' : 'queries';
}
