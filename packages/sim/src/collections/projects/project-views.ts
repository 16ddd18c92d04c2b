import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { find } from '../../wire/find.ts';

/** The project as a region sees it: at once, for nothing is copied here. */
export const projectViews: Collection = defineCollection({
  name: 'projectViews',
  collections: ['projectViews'],
  verbs: {
    get: ({ project: name }, transaction) => {
      const project = find(transaction, 'projects', `projects/${name}`)?.resource ?? {};
      return { answer: { project } };
    },
  },
  evidence: {
    documented: {
      get: {
        describedAt: 'ProjectView.project',
        sentence: 'The returned Project data does not contain regional or zonal quota usage data.',
      },
    },
  },
});
