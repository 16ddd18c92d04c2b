import type { LargeResource, Send } from './large-resource.ts';
import { BY_THE_FIELD, inBatches, range, ZONE } from './large-resource.ts';

const BOOT = { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' };

/** What an instance is made of, or a template of one. */
export const PROPERTIES = {
  machineType: 'e2-small',
  disks: [{ boot: true, initializeParams: BOOT }],
  networkInterfaces: [{ network: 'global/networks/default' }],
};

/** Makes instances `i0`, `i1`, … */
export function makeInstances(size: number, send: Send): void {
  inBatches(size, (from, count) => {
    const perInstanceProperties = Object.fromEntries(range(count, (index) => [`i${from + index}`, {}]));
    send('POST', `${ZONE}/instances/bulkInsert`, { count, perInstanceProperties, instanceProperties: PROPERTIES });
  });
}

export const instanceLink = (index: number): string => `zones/us-central1-a/instances/i${index}`;

const BYTES_OF_ITEM = 250;

const metadataOf = (bytes: number): object => ({
  items: range(bytes / BYTES_OF_ITEM, (index) => ({ key: `k${index}`, value: 'v'.repeat(BYTES_OF_ITEM) })),
});

const insert = (fields: object, send: Send): void =>
  send('POST', `${ZONE}/instances`, {
    ...PROPERTIES,
    name: 'i',
    machineType: 'zones/us-central1-a/machineTypes/n2-standard-32',
    ...fields,
  });

const setDeletionProtection: LargeResource['change'] = (round) => [
  ['POST', `${ZONE}/instances/i/setDeletionProtection?deletionProtection=${round % 2 === 0}`],
];

/** Instances, and what else has their metadata. */
export const MACHINES: readonly LargeResource[] = [
  {
    what: 'instance, by bytes of metadata: setDeletionProtection',
    small: 250,
    large: 250_000,
    most: BY_THE_FIELD,
    make: (size, send) => insert({ metadata: metadataOf(size) }, send),
    change: setDeletionProtection,
  },
  {
    what: 'instance, by disks: setDeletionProtection',
    small: 1,
    large: 100,
    most: BY_THE_FIELD,
    make: (size, send) => {
      const more = range(size - 1, () => ({ initializeParams: { diskSizeGb: 10 } }));
      insert({ disks: [...PROPERTIES.disks, ...more] }, send);
    },
    change: setDeletionProtection,
  },
  {
    what: 'project, by bytes of metadata: setUsageExportBucket',
    small: 250,
    large: 250_000,
    most: BY_THE_FIELD,
    make: (size, send) => send('POST', '/setCommonInstanceMetadata', metadataOf(size)),
    change: (round) => [['POST', '/setUsageExportBucket', { bucketName: `b${round}` }]],
  },
];
