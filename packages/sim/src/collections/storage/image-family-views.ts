import { projectOf } from '../../kernel/resource-path.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { newestPublicImage, publicImage } from './public-images.ts';

/** What a family leads to in a zone; the same everywhere here. Only families of public images have a view. */
export const imageFamilyViews: Collection = defineCollection({
  name: 'imageFamilyViews',
  collections: ['imageFamilyViews'],
  reading: {
    fixed: {
      names: () => [],
      get: (scope, family) => {
        const path = newestPublicImage(projectOf(scope), family);
        return path === undefined ? undefined : { image: publicImage(path) };
      },
    },
  },
  evidence: {
    documented: {
      get: {
        describedAt: 'ImageFamilyView.image',
        sentence: 'The latest image that is part of the specified image family',
      },
    },
    lacking: { get: 'families of images that a project made itself: 404' },
  },
});
