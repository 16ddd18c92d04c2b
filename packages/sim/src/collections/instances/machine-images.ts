import type { Json, JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { invalid } from '../../kernel/refusal.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import { storageLocationOf } from '../storage/storage-location.ts';

/** Of an instance, what a machine image keeps: all that another instance could be made with. */
const KEPT = [
  'canIpForward',
  'description',
  'labels',
  'metadata',
  'minCpuPlatform',
  'networkInterfaces',
  'scheduling',
  'serviceAccounts',
  'shieldedInstanceConfig',
  'tags',
];

function complete(draft: JsonDraft, { call, before, transaction }: WriteContext): void {
  if (before !== undefined) return;
  const reference = asString(call.query.get('sourceInstance') ?? draft.sourceInstance);
  const path = referencedPath(reference, call.project);
  const instance = path === undefined ? undefined : transaction.get(path)?.resource;
  if (path === undefined || instance === undefined) {
    throw invalid('resource.sourceInstance', reference, 'The referenced instance resource cannot be found.');
  }
  const disks = asArray(instance.disks).map(asObject);
  draft.sourceInstance = linkOf(path);
  draft.instanceProperties = propertiesOf(instance, disks);
  draft.savedDisks = disks.map((disk): Json => savedDisk(disk));
  draft.status = 'READY';
  draft.storageLocations ??= [storageLocationOf(path)];
  draft.totalStorageBytes = '0';
  delete draft.guestFlush;
}

function propertiesOf(instance: JsonObject, disks: readonly JsonObject[]): JsonObject {
  const properties: JsonDraft = { machineType: nameOf(asString(instance.machineType)) };
  for (const name of KEPT) if (instance[name] !== undefined) properties[name] = instance[name];
  properties.disks = disks.map(({ source, ...disk }): Json => ({ ...disk, source: pathOf(asString(source)) }));
  return properties;
}

const savedDisk = ({ source, architecture }: JsonObject): JsonObject => ({
  kind: 'compute#savedDisk',
  sourceDisk: source,
  storageBytes: '0',
  storageBytesStatus: 'UP_TO_DATE',
  ...(architecture === undefined ? {} : { architecture }),
});

export const machineImages: Collection = defineCollection({
  name: 'machineImages',
  collections: ['machineImages'],
  lifecycle: { complete },
});
