import { invalid } from '../../kernel/refusal.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find } from '../../wire/find.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import type { FieldOf } from './disk-rules.ts';
import { ofResource } from './disk-rules.ts';
import { checkEncryptionKey } from './encryption-keys.ts';
import { findImage, isMalformedImage } from './image-reference.ts';

type SourceCollection = 'images' | 'snapshots' | 'instantSnapshots' | 'disks';

type SourceField = 'sourceImage' | 'sourceSnapshot' | 'sourceInstantSnapshot' | 'sourceDisk';

/** What disks, images and snapshots of both kinds say of themselves alike. */
type SourceResource = Pick<
  Resource<'Disk'>,
  'id' | 'architecture' | 'guestOsFeatures' | 'licenseCodes' | 'licenses' | 'sizeGb'
> &
  Pick<Resource<'Image'>, 'deprecated' | 'diskSizeGb' | 'imageEncryptionKey'> &
  Pick<Resource<'Disk'>, 'diskEncryptionKey'> &
  Pick<Resource<'Snapshot'>, 'snapshotEncryptionKey'> & {
    /** Of an image in later versions, and inherited by what is made of it (documented). */
    readonly locked?: boolean | undefined;
  };

type SourceKeyField =
  | 'diskEncryptionKey'
  | 'sourceDiskEncryptionKey'
  | `${'sourceImage' | 'sourceSnapshot'}EncryptionKey`;

/** Fields that name a source, in a disk, an image or a snapshot, and its key. */
type SourceFields = { readonly [Field in SourceField]?: string | undefined } & {
  readonly [Field in SourceKeyField]?: Resource<'CustomerEncryptionKey'> | undefined;
};

/** What a disk, an image or a snapshot is made from. */
export interface DiskSource {
  /** The field that names it. */
  readonly field: SourceField;
  readonly path: string;
  readonly resource: SourceResource;
  /** The least size of what is made from it, in GB. */
  readonly sizeGb: string;
  /** How messages call it. */
  readonly kind: string;
}

/** Fields that name a source, what messages call it, and the collection it is in. */
const SOURCES: readonly (readonly [field: SourceField, kind: string, collection: SourceCollection])[] = [
  ['sourceImage', 'image', 'images'],
  ['sourceSnapshot', 'snapshot', 'snapshots'],
  ['sourceInstantSnapshot', 'instantSnapshot', 'instantSnapshots'],
  ['sourceDisk', 'disk', 'disks'],
];

/**
 * What the fields of a resource say it is made from.
 *
 * @param fieldOf how messages call a field
 * @throws Refusal if the field names something absent
 */
export function findSource(
  fields: SourceFields,
  project: string,
  transaction: Transaction,
  fieldOf: FieldOf = ofResource,
): DiskSource | undefined {
  for (const [field, kind, collection] of SOURCES) {
    const reference = fields[field] ?? '';
    if (reference === '') continue;
    const found: { readonly path: string; readonly resource: SourceResource } | undefined =
      field === 'sourceImage'
        ? findImage(reference, project, transaction)
        : findResource(reference, project, collection, transaction);
    const isMalformed =
      field === 'sourceImage' ? isMalformedImage(reference) : referencedPath(reference, project) === undefined;
    if (isMalformed) {
      throw invalid(fieldOf(field), reference, 'The URL is malformed.');
    }
    if (found === undefined) {
      const article = kind === 'instantSnapshot' ? 'instant snapshot' : kind;
      throw invalid(fieldOf(field), reference, `The referenced ${article} resource cannot be found.`);
    }
    checkKey(field, found, fields);
    checkUsable(field, fieldOf, reference, found.resource.deprecated?.state);
    const sizeGb = found.resource.diskSizeGb ?? found.resource.sizeGb ?? '';
    return { field, kind, ...found, sizeGb };
  }
  return undefined;
}

/** @throws Refusal for a source that a customer's own key encrypts, without that key */
function checkKey(
  field: SourceField,
  { path, resource }: { readonly path: string; readonly resource: SourceResource },
  fields: SourceFields,
): void {
  if (field === 'sourceImage') checkEncryptionKey(path, resource.imageEncryptionKey, fields.sourceImageEncryptionKey);
  if (field === 'sourceDisk') {
    // A copy of a disk has its key, so that to give the copy's own is to give it (a test of Google's).
    const given = fields.sourceDiskEncryptionKey ?? fields.diskEncryptionKey;
    checkEncryptionKey(path, resource.diskEncryptionKey, given);
  }
  if (field === 'sourceSnapshot') {
    checkEncryptionKey(path, resource.snapshotEncryptionKey, fields.sourceSnapshotEncryptionKey);
  }
}

/** @throws Refusal for an image that was retired (documented; the words are ours) */
function checkUsable(field: SourceField, fieldOf: FieldOf, reference: string, state: string | undefined): void {
  if (state !== 'OBSOLETE' && state !== 'DELETED') return;
  throw invalid(fieldOf(field), reference, `The referenced image resource is ${state} and cannot be used.`);
}

function findResource(reference: string, project: string, collection: SourceCollection, transaction: Transaction) {
  const path = referencedPath(reference, project);
  const resource: SourceResource | undefined = find(transaction, collection, path)?.resource;
  return path === undefined || resource === undefined ? undefined : { path, resource };
}

/** What is made from a source: which one, and what it has of it. */
type Copy = { readonly [Field in SourceField]?: string | undefined } & Pick<
  SourceResource,
  'architecture' | 'guestOsFeatures' | 'licenseCodes' | 'licenses' | 'locked'
> & {
    readonly [Field in `${SourceField}Id`]?: string | undefined;
  };

/** Writes down in `draft` which incarnation of the source it is made from, and what it takes over. */
export function copySource({ field, path, resource }: DiskSource, draft: Draft<Copy>): void {
  draft[field] = linkOf(path);
  draft[`${field}Id`] = resource.id;
  if (resource.architecture !== undefined) draft.architecture ??= resource.architecture;
  if (resource.guestOsFeatures !== undefined) draft.guestOsFeatures ??= resource.guestOsFeatures;
  if (resource.licenseCodes !== undefined) draft.licenseCodes ??= resource.licenseCodes;
  if (resource.licenses !== undefined) draft.licenses ??= resource.licenses;
  if (field === 'sourceImage' && resource.locked === true) draft.locked = true;
}
