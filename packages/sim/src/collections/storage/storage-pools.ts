import type { JsonObject } from '../../kernel/json.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { scanUsersIn } from '../../wire/find.ts';
import { checkSameScope } from '../same-scope.ts';
import type { Verb } from '../verb.ts';
import { poolLimitsOf } from './storage-pool-types.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type StoragePool = Resource<'StoragePool'>;

function complete(draft: Draft<StoragePool>): void {
  draft.capacityProvisioningType ??= 'STANDARD';
  draft.performanceProvisioningType ??= 'STANDARD';
  draft.state = 'READY';
}

const listDisks: Verb<JsonObject, StoragePool> = ({ path: pool }, { state }) => {
  const list: Resource<'StoragePoolDisk'>[] = [];
  scanUsersIn(state, 'disks', pool, ({ resource }, path) => {
    const { name, type, sizeGb, status, creationTimestamp } = resource;
    list.push({ disk: linkOf(path), name, type, sizeGb, status, creationTimestamp });
  });
  return { list };
};

export const storagePools: Collection = defineCollection({
  name: 'storagePools',
  collections: ['storagePools'],
  body: { required: ['poolProvisionedCapacityGb', 'storagePoolType'] },
  references: { 'StoragePool.storagePoolType': { to: ['storagePoolTypes'], isWeak: true, missing: 'invalid' } },
  lifecycle: {
    immutable: ['storagePoolType'],
    complete,
    check: (resource, { call }) => {
      const { storagePoolType, poolProvisionedCapacityGb } = resource;
      checkSameScope(resource, ['storagePoolType'], call);
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
      let count = 0;
      let used = 0;
      scanUsersIn(state, 'disks', path, (disk) => {
        count++;
        used += Number(disk.resource.sizeGb ?? 0);
      });
      const status = {
        diskCount: String(count),
        totalProvisionedDiskCapacityGb: String(used),
        poolUsedCapacityBytes: '0',
        poolUserWrittenBytes: '0',
        maxTotalProvisionedDiskCapacityGb: String(Number(resource.poolProvisionedCapacityGb) * 5),
      };
      return { status, resourceStatus: status };
    },
  },
  verbs: { listDisks },
  evidence: {
    documented: {
      listDisks: { describedAt: 'storagePools.listDisks', sentence: 'Lists the disks in a specified storage pool.' },
    },
    assumed: { insert: 'A pool is READY at once, and may hold five times its capacity.' },
    lacking: { listDisks: 'performance, space used, instances and resource policies are left out' },
  },
});
