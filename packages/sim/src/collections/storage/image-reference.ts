import { referencedPath } from '../../kernel/reference-path.ts';
import { isIn, parsePath } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find, scanIn } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import { newestPublicImage, publicImage } from './public-images.ts';

/** Where images are looked for. */
type Entries = State | Transaction;

/** An image and where it is. */
export interface Image {
  readonly path: string;
  readonly resource: Resource<'Image'>;
}

/**
 * The image that a reference leads to: it may name an image, or a family in either of its two spellings
 * (`…/global/images/family/debian-12`, `…/zones/z/imageFamilyViews/debian-12`).
 *
 * @returns undefined if there is none, or the text is no reference
 */
export function findImage(reference: string, project: string, entries: Entries): Image | undefined {
  const path = referencedPath(reference, project);
  if (path === undefined) return undefined;
  const { project: publisher, scopeKind, collection, name, owner } = parsePath(path);
  if (collection === 'family' || collection === 'imageFamilyViews') return newestOfFamily(publisher, name, entries);
  return scopeKind === 'global' && collection === 'images' && owner === undefined ? imageAt(path, entries) : undefined;
}

/** The image that a link of the simulator's own names. */
export function findLinkedImage(link: string, entries: Entries): Image | undefined {
  const path = pathOf(link);
  return path !== undefined && isIn(path, 'images') ? imageAt(path, entries) : undefined;
}

/** Whether a text has none of the forms in which an image or a family is named. */
export const isMalformedImage = (reference: string): boolean =>
  (reference.includes('//') && reference.replace('://', '').includes('//')) ||
  !/(?:^|\/)(?:images|imageFamilyViews)\/./.test(reference);

function imageAt(path: string, entries: Entries): Image | undefined {
  const resource = publicImage(path) ?? find(entries, 'images', path)?.resource;
  return resource === undefined ? undefined : { path, resource };
}

/** The newest image of a family that is not deprecated. */
export function newestOfFamily(project: string, family: string, entries: Entries): Image | undefined {
  const publicPath = newestPublicImage(project, family);
  if (publicPath !== undefined) return imageAt(publicPath, entries);
  let newest: Image | undefined;
  const state = 'state' in entries ? entries.state : entries;
  scanIn(state, 'images', `projects/${project}/global`, (path, { resource }) => {
    if (resource.family !== family || resource.deprecated !== undefined) return;
    if (newest === undefined || createdAt(resource) >= createdAt(newest.resource)) newest = { path, resource };
  });
  return newest;
}

const createdAt = ({ creationTimestamp = '' }: Resource<'Image'>): number => Date.parse(creationTimestamp);
