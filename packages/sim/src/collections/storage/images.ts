import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asString } from '../../kernel/json.ts';
import { invalid, notFound } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import type { Verb } from '../verb.ts';
import { copySource, findSource } from './disk-source.ts';
import { hideEncryptionKeys } from './encryption-keys.ts';
import { newestOfFamily } from './image-reference.ts';
import { publicImage, publicImageNames } from './public-images.ts';
import { storageLocationOf } from './storage-location.ts';

function complete(draft: JsonDraft, { call, transaction, before }: WriteContext): void {
  hideEncryptionKeys(draft);
  draft.sourceType ??= 'RAW';
  draft.status ??= 'READY';
  draft.archiveSizeBytes ??= '0';
  draft.enableConfidentialCompute ??= false;
  if (before !== undefined) return;
  const source = findSource(draft, call.project, transaction);
  if (source !== undefined) copySource(source, draft);
  draft.diskSizeGb ??= source?.sizeGb ?? '10';
  draft.storageLocations ??= [storageLocationOf(source?.path ?? '')];
}

function check(resource: JsonObject): void {
  const sources = ['rawDisk', 'sourceDisk', 'sourceImage', 'sourceSnapshot'].filter((name) => name in resource);
  if (sources.length === 1) return;
  throw invalid(
    'resource',
    '',
    'Exactly one of rawDisk, sourceDisk, sourceImage and sourceSnapshot must be specified.',
  );
}

const getFromFamily: Verb = (call, transaction) => {
  const image = newestOfFamily(call.project, nameOf(call.path), transaction);
  if (image === undefined) throw notFound(`projects/${call.project}/global/images/family/${nameOf(call.path)}`);
  return { answer: image.resource };
};

const deprecate: Verb = (call, transaction) => {
  const entry = calledResource(call, transaction);
  const resource: JsonDraft = { ...entry.resource };
  const state = asString(call.body.state);
  if (state === '' || state === 'ACTIVE') delete resource.deprecated;
  else resource.deprecated = call.body;
  return { write: { ...entry, resource } };
};

const projectOfScope = (scope: string): string => scope.split('/')[1] ?? '';

export const images: Collection = defineCollection({
  name: 'images',
  collections: ['images'],
  lifecycle: { immutable: ['sourceDisk', 'sourceImage', 'sourceSnapshot', 'diskSizeGb'], complete, check },
  reading: {
    fixed: {
      names: (scope) => publicImageNames(projectOfScope(scope)),
      get: (scope, name) => publicImage(projectOfScope(scope), name),
    },
  },
  operations: { types: { deprecate: 'setDeprecation' } },
  verbs: { getFromFamily, deprecate },
});
