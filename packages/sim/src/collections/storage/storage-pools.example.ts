import type { Examples } from '../examples.ts';
import { ZONE } from '../examples.ts';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  storagePools: {
    storagePoolType: `${ZONE}/storagePoolTypes/hyperdisk-balanced`,
    poolProvisionedCapacityGb: '10240',
    poolProvisionedIops: '10000',
    poolProvisionedThroughput: '1024',
  },
};
