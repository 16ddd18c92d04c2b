import type { JsonObject } from '../../kernel/json.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { inUse, invalid, invalidUsage, notFound } from '../../kernel/refusal.ts';
import { collectionOf, nameOf, projectOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { scanUsersIn } from '../../wire/find.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import { IMAGE_ARCHIVE } from '../text-forms.ts';
import type { Verb } from '../verb.ts';
import { copySource, findSource } from './disk-source.ts';
import { hideEncryptionKeys } from './encryption-keys.ts';
import { newestOfFamily } from './image-reference.ts';
import { publicImage, publicImageNames } from './public-images.ts';
import { checkStorageLocations, storageLocationOf } from './storage-location.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type Image = Resource<'Image'>;

function complete(draft: Draft<Image>, { call, transaction, before }: WriteContext<Image>): void {
  hideEncryptionKeys(draft);
  draft.sourceType ??= 'RAW';
  draft.status ??= 'READY';
  draft.archiveSizeBytes ??= '0';
  draft.enableConfidentialCompute ??= false;
  if (before !== undefined) return;
  const source = findSource(draft, call.project, transaction);
  if (source?.field === 'sourceDisk' && call.query.get('forceCreate')?.toLowerCase() !== 'true') {
    checkAtRest(source.path, transaction);
  }
  if (source !== undefined) copySource(source, draft);
  draft.diskSizeGb ??= source?.sizeGb ?? '10';
  checkStorageLocations(draft.storageLocations);
  draft.storageLocations ??= [storageLocationOf(source?.path ?? '')];
}

/** @throws Refusal for the disk of an instance that may be writing to it */
function checkAtRest(disk: string, { state }: Transaction): void {
  scanUsersIn(state, 'instances', disk, ({ resource }, user) => {
    const attached = resource.disks?.find(({ source }) => source === linkOf(disk));
    const isWritten = resource.status !== 'TERMINATED' && attached?.mode !== 'READ_ONLY';
    if (isWritten) throw inUse('disk', disk, user);
  });
}

function check(resource: Image): void {
  const { source = '' } = resource.rawDisk ?? {};
  if (source !== '' && !IMAGE_ARCHIVE.fits(source)) {
    throw invalid('resource.rawDisk.source', source, IMAGE_ARCHIVE.explanation);
  }
  const sources = ['rawDisk', 'sourceDisk', 'sourceImage', 'sourceSnapshot'].filter((name) =>
    Object.hasOwn(resource, name),
  );
  if (sources.length === 1) return;
  // The words are of a report.
  throw invalidUsage('Must specify exactly one source for an image.');
}

const getFromFamily: Verb<JsonObject, Image> = (call, transaction) => {
  const image = newestOfFamily(call.project, nameOf(call.path), transaction);
  if (image === undefined) throw notFound(`projects/${call.project}/global/images/family/${nameOf(call.path)}`);
  return { answer: image.resource };
};

const deprecate: Verb<Resource<'DeprecationStatus'>, Image> = (call, transaction) => {
  const entry = calledResource<Image>(call, transaction);
  const resource: Draft<Image> = { ...entry.resource };
  const { state, replacement = '', ...status } = call.body;
  const path = referencedPath(replacement, call.project);
  if (replacement !== '' && (path === undefined || collectionOf(path) !== 'images')) {
    const explanation = 'The suggested replacement must be an image as well.';
    throw invalid('resource.replacement', replacement, explanation);
  }
  if (state === undefined || state === 'ACTIVE') delete resource.deprecated;
  else resource.deprecated = { state, ...(path === undefined ? {} : { replacement: linkOf(path) }), ...status };
  return { write: { ...entry, resource } };
};

export const images: Collection = defineCollection({
  name: 'images',
  collections: ['images'],
  lifecycle: { immutable: ['sourceDisk', 'sourceImage', 'sourceSnapshot', 'diskSizeGb'], complete, check },
  reading: {
    fixed: {
      names: (scope) => publicImageNames(projectOf(scope)),
      get: (scope, name) => publicImage(`${scope}/images/${name}`),
    },
  },
  operations: { types: { deprecate: 'setDeprecation' } },
  verbs: { getFromFamily, deprecate },
  evidence: {
    documented: {
      getFromFamily: {
        describedAt: 'images.getFromFamily',
        sentence: 'Returns the latest image that is part of an image family and is not deprecated.',
      },
      deprecate: [
        {
          describedAt: 'images.deprecate',
          sentence: 'If an empty request body is given, clears the deprecation status instead.',
        },
        {
          describedAt: 'DeprecationStatus.state',
          sentence: 'with a warning indicating the deprecated resource and recommending its replacement',
        },
        {
          describedAt: 'DeprecationStatus.state',
          sentence: 'Operations which use OBSOLETE orDELETED resources will be rejected and result in an error.',
        },
      ],
    },
  },
});
