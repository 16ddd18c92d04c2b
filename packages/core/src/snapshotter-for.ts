import type { BackendService } from '@gcepool/api';
import type { BackendPoolOptions } from './backend-pool-options.ts';
import { CloudListingSnapshotter } from './cloud-listing-snapshotter.ts';
import { InMemorySnapshotter } from './in-memory-snapshotter.ts';
import type { Snapshotter } from './snapshotter.ts';

/** The memory of a pool: its own touches, and with `resyncWithCloud` what of this cluster is found in the cloud. */
export function snapshotterFor(
  options: Pick<BackendPoolOptions, 'cloud' | 'namer' | 'resyncWithCloud' | 'clock' | 'onEvent'>,
): Snapshotter<BackendService | undefined> {
  const { cloud, namer, resyncWithCloud = false, clock, onEvent } = options;
  if (!resyncWithCloud) return new InMemorySnapshotter();
  return new CloudListingSnapshotter<BackendService | undefined>({
    list: () => cloud.listBackendServices(),
    keyOf: (service) => namer.ownBackendPort(service?.name ?? '')?.toString(),
    clock,
    onError: (error) => onEvent?.({ type: 'relistFailed', error }),
  });
}
