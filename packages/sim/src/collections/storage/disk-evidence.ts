import type { Evidence } from '../evidence.ts';
import type { WireTypesOf } from '../../wire/wire.ts';

/** How the effects of the methods of disks are known. */
export const diskEvidence: Evidence<keyof WireTypesOf<'disks' | 'regionDisks'>['bodies']> = {
  documented: {
    addResourcePolicies: {
      describedAt: 'regionDisks.addResourcePolicies',
      sentence: 'Adds existing resource policies to a regional disk.',
    },
    convert: {
      version: 'alpha',
      describedAt: 'disks.convert',
      sentence: 'Converts a persistent disk to support Gen4+ VMs.',
    },
    bulkSetLabels: {
      describedAt: 'disks.bulkSetLabels',
      sentence: 'Sets the labels on many disks at once.',
    },
    getAsyncReplicationStatus: {
      version: 'alpha',
      describedAt: 'disks.getAsyncReplicationStatus',
      sentence: 'Gets the status of current async replication for a given device.',
    },
    waitForReplicationCatchUp: {
      version: 'alpha',
      describedAt: 'disks.waitForReplicationCatchUp',
      sentence: 'Wait for replication to catch up on the secondary disk.',
    },
    updateKmsKey: [
      {
        describedAt: 'disks.updateKmsKey',
        sentence: 'encryption key to the latest version for the specified persistent disk.',
      },
      {
        describedAt: 'DiskUpdateKmsKeyRequest.kmsKeyName',
        sentence: "If empty, the disk will be re-encrypted using the primary version of the disk's current KMS key.",
      },
    ],
    bulkInsert: [
      { describedAt: 'disks.bulkInsert', sentence: 'Bulk create a set of disks.' },
      {
        describedAt: 'BulkInsertDiskResource.sourceConsistencyGroupPolicy',
        sentence: 'The URL of the DiskConsistencyGroupPolicy for the group of disks to clone.',
      },
    ],
    removeResourcePolicies: {
      describedAt: 'disks.removeResourcePolicies',
      sentence: 'Removes resource policies from a disk.',
    },
    createSnapshot: {
      describedAt: 'regionDisks.createSnapshot',
      sentence: 'Creates a snapshot of a specified persistent disk.',
    },
    resize: { describedAt: 'disks.resize', sentence: 'You can only increase the size of the disk.' },
    startAsyncReplication: {
      describedAt: 'disks.startAsyncReplication',
      sentence: 'Starts asynchronous replication. Must be invoked on the primary disk.',
    },
    stopAsyncReplication: {
      describedAt: 'disks.stopAsyncReplication',
      sentence: 'Can be invoked either on the primary or on the secondary disk.',
    },
    stopGroupAsyncReplication: {
      describedAt: 'disks.stopGroupAsyncReplication',
      sentence: 'Stops asynchronous replication for a consistency group of disks.',
    },
  },
  assumed: { insert: 'Regional disks are completed as zonal ones, which are recorded.' },
  lacking: {
    bulkSetLabels: 'several sets of labels: no field says which disk each of them is for',
    bulkInsert: 'from a snapshot group: 400; names of clones are assumed',
  },
};
