import type { JsonObject } from '../../kernel/json.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import { nameOf, parentOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import { find, scanUsersIn } from '../find.ts';
import type { Verb } from '../verb.ts';
import { poolLimitsOf } from './storage-pool-types.ts';
import type { Draft, Resource } from '../wire.ts';

type StoragePool = Resource<'StoragePool'>;

function complete(draft: Draft<StoragePool>, { call, path }: WriteContext<StoragePool>): void {
  draft.capacityProvisioningType ??= 'STANDARD';
  draft.performanceProvisioningType ??= 'STANDARD';
  draft.state = 'READY';
  const type = nameOf(draft.storagePoolType ?? '');
  draft.storagePoolType = linkOf(`${call.scope}/storagePoolTypes/${type}`);
  draft.selfLinkWithId ??= linkOf(`${parentOf(path)}/${draft.id ?? ''}`);
}

/** Paths of the disks in a pool. */
function disksIn(pool: string, state: State): readonly string[] {
  const disks: string[] = [];
  scanUsersIn(state, 'disks', pool, (_disk, path) => void disks.push(path));
  return disks;
}

const listDisks: Verb<JsonObject, StoragePool> = (call, transaction) => ({
  list: disksIn(call.path, transaction.state).flatMap((path) => {
    const disk = find(transaction, 'disks', path)?.resource;
    if (disk === undefined) return [];
    const { name, type, sizeGb, status, creationTimestamp } = disk;
    return [{ disk: linkOf(path), name, type, sizeGb, status, creationTimestamp }];
  }),
});

export const storagePools: Collection = defineCollection({
  name: 'storagePools',
  collections: ['storagePools'],
  body: { required: ['poolProvisionedCapacityGb', 'storagePoolType'] },
  lifecycle: {
    immutable: ['storagePoolType'],
    complete,
    check: ({ storagePoolType, poolProvisionedCapacityGb }) => {
      const type = poolLimitsOf(nameOf(storagePoolType ?? ''));
      if (type === undefined) {
        const explanation = 'The referenced storagePoolType resource cannot be found.';
        throw invalid('resource.storagePoolType', storagePoolType, explanation);
      }
      if (poolProvisionedCapacityGb === undefined) throw required('resource.poolProvisionedCapacityGb');
      const [least, most] = type.capacityGb;
      if (Number(poolProvisionedCapacityGb) >= least && Number(poolProvisionedCapacityGb) <= most) return;
      const explanation = `Must be between ${least} and ${most}.`;
      throw invalid('resource.poolProvisionedCapacityGb', poolProvisionedCapacityGb, explanation);
    },
  },
  reading: {
    derive: (path, { resource }, state) => {
      const paths = disksIn(path, state);
      const used = paths.reduce((sum, disk) => sum + Number(find(state, 'disks', disk)?.resource.sizeGb ?? 0), 0);
      const status = {
        diskCount: String(paths.length),
        totalProvisionedDiskCapacityGb: String(used),
        poolUsedCapacityBytes: '0',
        poolUserWrittenBytes: '0',
        maxTotalProvisionedDiskCapacityGb: String(Number(resource.poolProvisionedCapacityGb) * 5),
      };
      return { status, resourceStatus: status };
    },
  },
  verbs: { listDisks },
});
