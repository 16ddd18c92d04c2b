import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asString } from '../../kernel/json.ts';
import { invalid } from '../../kernel/refusal.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { findImage } from './image-reference.ts';

/** What a disk, an image or a snapshot is made from. */
export interface DiskSource {
  /** The field that names it: `sourceImage`. */
  readonly field: string;
  readonly path: string;
  readonly resource: JsonObject;
  /** The least size of what is made from it, in GB. */
  readonly sizeGb: string;
  /** How messages call it. */
  readonly kind: string;
}

/** Fields that name a source, what messages call it, and the collection it is in. */
const SOURCES: readonly (readonly [field: string, kind: string, collection: string])[] = [
  ['sourceImage', 'image', 'images'],
  ['sourceSnapshot', 'snapshot', 'snapshots'],
  ['sourceInstantSnapshot', 'instantSnapshot', 'instantSnapshots'],
  ['sourceDisk', 'disk', 'disks'],
];

/**
 * What the fields of a resource say it is made from.
 *
 * @param prefix of field names in messages: `resource.`, `resource.disks[0].initializeParams.`
 * @throws Refusal if the field names something absent
 */
export function findSource(
  fields: JsonObject,
  project: string,
  transaction: Transaction,
  prefix = 'resource.',
): DiskSource | undefined {
  for (const [field, kind, collection] of SOURCES) {
    const reference = asString(fields[field]);
    if (reference === '') continue;
    const found =
      field === 'sourceImage'
        ? findImage(reference, project, transaction)
        : findResource(reference, project, collection, transaction);
    if (found === undefined) {
      const article = kind === 'instantSnapshot' ? 'instant snapshot' : kind;
      throw invalid(prefix + field, reference, `The referenced ${article} resource cannot be found.`);
    }
    const sizeGb = asString(found.resource.diskSizeGb ?? found.resource.sizeGb);
    return { field, kind, ...found, sizeGb };
  }
  return undefined;
}

function findResource(reference: string, project: string, collection: string, transaction: Transaction) {
  const path = referencedPath(reference, project);
  if (path?.split('/').at(-2) !== collection) return undefined;
  const resource = transaction.get(path)?.resource;
  return resource === undefined ? undefined : { path, resource };
}

/** What is made from a source is made of the same. */
const COPIED = ['architecture', 'guestOsFeatures', 'licenseCodes', 'licenses'];

/** Writes down in `draft` which incarnation of the source it is made from, and what it takes over. */
export function copySource({ field, path, resource }: DiskSource, draft: JsonDraft): void {
  draft[field] = linkOf(path);
  draft[`${field}Id`] = resource.id;
  for (const name of COPIED) if (resource[name] !== undefined) draft[name] ??= resource[name];
}
