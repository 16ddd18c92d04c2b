import { invalid } from '../../kernel/refusal.ts';
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
import { copySource, findSource } from './disk-source.ts';
import { defaultSizeOf } from './disk-types.ts';
import { hideEncryptionKeys } from './encryption-keys.ts';
import { findImage } from './image-reference.ts';
import { addResourcePolicies, removeResourcePolicies } from '../networking/policy-links.ts';
import { newSnapshot } from './snapshots.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type Disk = Resource<'Disk'>;

/** What a new disk needs besides its own fields. */
export type DiskContext = Pick<WriteContext<Disk>, 'transaction'> & {
  readonly scope: string;
  readonly project: string;
  /** Names of the fields of source and size in messages. */
  readonly sourcePrefix?: string;
  readonly sizeField?: string;
};

/** Fills what the service fills in a new disk. @throws Refusal for a source or type that does not exist */
export function completeNewDisk(draft: Draft<Disk>, context: DiskContext): void {
  const { transaction, scope, project, sourcePrefix = 'resource.', sizeField = 'resource.sizeGb' } = context;
  hideEncryptionKeys(draft);
  draft.status = 'READY';
  draft.physicalBlockSizeBytes ??= '4096';
  draft.enableConfidentialCompute ??= false;
  const type = nameOf(draft.type ?? 'pd-standard');
  const defaultSize = defaultSizeOf(scope, type);
  if (defaultSize === undefined) {
    throw invalid('resource.type', draft.type, 'The referenced diskType resource cannot be found.');
  }
  draft.type = linkOf(`${scope}/diskTypes/${type}`);
  const source = findSource(draft, project, transaction, sourcePrefix);
  if (source !== undefined) copySource(source, draft);
  draft.sizeGb ??= source?.sizeGb ?? defaultSize;
  if (source !== undefined && Number(draft.sizeGb) < Number(source.sizeGb)) {
    const explanation = `Requested disk size cannot be smaller than the ${source.kind} size (${source.sizeGb} GB)`;
    throw invalid(sizeField, draft.sizeGb, explanation);
  }
}

function complete(draft: Draft<Disk>, context: WriteContext<Disk>): void {
  const { call, before } = context;
  if (before !== undefined) return;
  if (draft.replicaZones !== undefined) {
    // Terraform calls them `projects/p/global/zones/z`, and is understood.
    const names = draft.replicaZones.map(nameOf);
    draft.replicaZones = names.map((zone) => linkOf(`projects/${call.project}/zones/${zone}`));
  }
  const sourceImage = call.query.get('sourceImage');
  if (sourceImage !== undefined) draft.sourceImage ??= sourceImage;
  completeNewDisk(draft, { ...context, scope: call.scope, project: call.project });
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
  newSnapshot(call.body, { path: call.path, resource: disk.resource }, call, transaction);
  return { operation: 'running' };
};

const resize: Verb<Resource<'DisksResizeRequest'>, Disk> = (call, transaction) => {
  const disk = calledResource<Disk>(call, transaction);
  const sizeGb = call.body.sizeGb ?? '';
  const current = disk.resource.sizeGb ?? '';
  if (!(Number(sizeGb) > Number(current))) {
    const explanation = `New disk size '${sizeGb}' must be larger than existing size '${current}'.`;
    throw invalid('sizeGb', sizeGb, explanation);
  }
  return { write: { ...disk, resource: { ...disk.resource, sizeGb } } };
};

export const disks: Collection = defineCollection({
  name: 'disks',
  collections: ['disks', 'regionDisks'],
  body: {
    // Terraform sends the zone with a snapshot, which has none (observed).
    ignores: ['zone'],
  },
  references: {
    'Disk.replicaZones': { to: ['zones'], isWeak: true },
    'Disk.resourcePolicies': { to: ['resourcePolicies'] },
    'Disk.storagePool': { to: ['storagePools'] },
  },
  lifecycle: {
    immutable: ['type', 'sourceDisk', 'sourceImage', 'sourceSnapshot', 'replicaZones'],
    complete,
    findWarnings: ({ sourceImage }, { call, transaction }) =>
      sourceImage === undefined ? [] : warnOfDeprecation(sourceImage, call.project, transaction),
  },
  reading: { derive },
  operations: { types: { resize: 'resizeDisk' } },
  verbs: { createSnapshot, resize, addResourcePolicies, removeResourcePolicies },
  evidence: {
    documented: {
      addResourcePolicies: {
        describedAt: 'regionDisks.addResourcePolicies',
        sentence: 'Adds existing resource policies to a regional disk.',
      },
      removeResourcePolicies: {
        describedAt: 'disks.removeResourcePolicies',
        sentence: 'Removes resource policies from a disk.',
      },
      createSnapshot: {
        describedAt: 'regionDisks.createSnapshot',
        sentence: 'Creates a snapshot of a specified persistent disk.',
      },
      resize: { describedAt: 'disks.resize', sentence: 'You can only increase the size of the disk.' },
    },
    assumed: { insert: 'Regional disks are completed as zonal ones, which are recorded.' },
  },
});
