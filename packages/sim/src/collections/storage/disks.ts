import { withLabels } from '../labels.ts';
import { updateKmsKey } from './kms-key-updates.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { asObject, asString } from '../../kernel/json.ts';
import { invalid, notFound, notSimulated, required } from '../../kernel/refusal.ts';
import { nameOf, projectOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import type { Entry } from '../../kernel/entry.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import { scanUsersIn } from '../../wire/find.ts';
import type { Verb } from '../verb.ts';
import { warnOfDeprecation } from './deprecated-image.ts';
import { bulkInsert } from './disk-clones.ts';
import { checkLinks } from './disk-links.ts';
import { diskEvidence } from './disk-evidence.ts';
import { checkUnreplicated, completeAsyncPrimary, diskReplication } from './disk-replication.ts';
import { checkDisk, completePerformance, ofResource } from './disk-rules.ts';
import { defaultSizeOf } from './disk-types.ts';
import { checkEncryptionKey } from './encryption-keys.ts';
import { findImage } from './image-reference.ts';
import { addResourcePolicies, removeResourcePolicies } from '../networking/policy-links.ts';
import { completeNewDisk } from './new-disk.ts';
import { newSnapshot } from './snapshots.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type Disk = Resource<'Disk'>;

function complete(draft: Draft<Disk>, context: WriteContext<Disk>): void {
  const { call, before, path, transaction } = context;
  if (before !== undefined) return;
  if (draft.replicaZones !== undefined) {
    // Terraform calls them `projects/p/global/zones/z`, and is understood.
    const names = draft.replicaZones.map(nameOf);
    draft.replicaZones = names.map((zone) => linkOf(`projects/${call.project}/zones/${zone}`));
  }
  const sourceImage = call.query.get('sourceImage');
  if (sourceImage !== undefined) draft.sourceImage ??= sourceImage;
  completeAsyncPrimary(draft, path, transaction);
  completeNewDisk(draft, { transaction, scope: call.scope, project: call.project, fieldOf: ofResource });
}

/** What a change must keep to as well: a disk only ever grows (documented). */
function check(resource: Disk, { before, call, transaction }: WriteContext<Disk>): void {
  if (before === undefined) return;
  const { sizeGb } = before.resource;
  if (Number(resource.sizeGb) < Number(sizeGb)) throw notLarger('resource.sizeGb', resource.sizeGb, sizeGb);
  checkDisk(resource, call.scope, ofResource);
  checkLinks(resource, call.scope, ofResource, transaction);
}

function derive(path: string, { resource }: Entry<Disk>, state: State): Partial<Disk> {
  const users: string[] = [];
  scanUsersIn(state, 'instances', path, (_instance, user, isWeak) => {
    if (!isWeak) users.push(linkOf(user));
  });
  // The image that a disk was made of is forgotten when it is deleted (documented).
  const image = isImageGone(resource, path, state) ? { sourceImage: undefined } : {};
  return users.length > 0 ? { ...image, users } : image;
}

function isImageGone({ sourceImage, sourceImageId }: Disk, path: string, state: State): boolean {
  if (sourceImage === undefined) return false;
  return findImage(sourceImage, projectOf(path), state)?.resource.id !== sourceImageId;
}

const createSnapshot: Verb<Resource<'Snapshot'>, Disk> = (call, transaction) => {
  const disk = calledResource<Disk>(call, transaction);
  checkEncryptionKey(call.path, disk.resource.diskEncryptionKey, call.body.sourceDiskEncryptionKey);
  newSnapshot(call.body, { path: call.path, resource: disk.resource }, call, transaction);
  return { operation: 'running' };
};

/** The words are of a report. */
const notLarger = (field: string, sizeGb: string | undefined, current: string | undefined) =>
  invalid(
    field,
    sizeGb,
    `New disk size '${sizeGb ?? ''}' GiB must be larger than existing size '${current ?? ''}' GiB.`,
  );

/** A disk only ever grows (documented). */
const resize: Verb<Resource<'DisksResizeRequest'>, Disk> = (call, transaction) => {
  const disk = calledResource<Disk>(call, transaction);
  const sizeGb = call.body.sizeGb ?? '';
  const current = disk.resource.sizeGb ?? '';
  if (!(Number(sizeGb) > Number(current))) throw notLarger('sizeGb', sizeGb, current);
  const resource = { ...disk.resource, sizeGb };
  checkDisk(resource, call.scope, (field) => field);
  return { write: { ...disk, resource } };
};

/** Another type of disk, for machines of later generations. */
const convert: Verb<JsonObject, Disk> = (call, transaction) => {
  const disk = calledResource<Disk>(call, transaction);
  const { targetDiskType, provisionedIops, provisionedThroughput } = asObject(call.body['params']);
  const type = asString(targetDiskType);
  if (type === '') throw required('resource.params.targetDiskType');
  const resource: Draft<Disk> = { ...disk.resource, type: linkOf(`${call.scope}/diskTypes/${nameOf(type)}`) };
  delete resource.provisionedIops;
  delete resource.provisionedThroughput;
  if (typeof provisionedIops === 'string') resource.provisionedIops = provisionedIops;
  if (typeof provisionedThroughput === 'string') resource.provisionedThroughput = provisionedThroughput;
  if (defaultSizeOf(call.scope, nameOf(type)) === undefined) {
    throw invalid('resource.params.targetDiskType', type, 'The referenced diskType resource cannot be found.');
  }
  completePerformance(resource, nameOf(type));
  checkDisk(resource, call.scope, ofResource);
  return { write: { ...disk, resource } };
};

/** Labels of the disk that the query names: a set of labels does not say which disk it is for. */
const bulkSetLabels: Verb<Resource<'BulkZoneSetLabelsRequest'>> = (call, transaction) => {
  const name = call.query.get('resource') ?? '';
  if (name === '') throw required('resource');
  const [sent = {}, ...others] = call.body.requests ?? [];
  if (others.length > 0) throw notSimulated('The method disks.bulkSetLabels, for several sets of labels,');
  const path = `${call.parent}/${name}`;
  const disk = transaction.get(path);
  if (disk === undefined) throw notFound(path);
  transaction.put(path, withLabels(disk, sent, transaction));
  return { operation: 'running' };
};

export const disks: Collection = defineCollection({
  name: 'disks',
  collections: ['disks', 'regionDisks'],
  body: {
    // Terraform sends the zone with a snapshot, which has none (observed).
    ignores: ['zone'],
  },
  references: {
    'Disk.licenses': { to: ['licenses'], isWeak: true, isUnchecked: true },
    'Disk.replicaZones': { to: ['zones'], isWeak: true },
    'Disk.resourcePolicies': { to: ['resourcePolicies'] },
    'Disk.storagePool': { to: ['storagePools'] },
    'Disk.type': { to: ['diskTypes'], isWeak: true, missing: 'invalid' },
    'DiskAsyncReplication.disk': { to: ['disks'], isWeak: true, missing: 'invalid' },
  },
  lifecycle: {
    immutable: ['type', 'sourceDisk', 'sourceImage', 'sourceSnapshot', 'replicaZones'],
    complete,
    check,
    findWarnings: ({ sourceImage }, { transaction }) =>
      sourceImage === undefined ? [] : warnOfDeprecation(sourceImage, transaction),
  },
  deletion: { onDelete: (path, { resource }) => checkUnreplicated(path, resource) },
  reading: {
    derive,
    laterFields: (_path, { locked = false, multiWriter = false }) => ({ locked, multiWriter }),
  },
  // Terraform's provider takes several snapshots of a disk at once (a test of its).
  operations: { types: { resize: 'resizeDisk' }, queued: ['createSnapshot'] },
  verbs: {
    createSnapshot,
    resize,
    addResourcePolicies,
    removeResourcePolicies,
    bulkInsert,
    bulkSetLabels,
    convert,
    updateKmsKey: updateKmsKey('diskEncryptionKey'),
    ...diskReplication,
  },
  evidence: diskEvidence,
});
