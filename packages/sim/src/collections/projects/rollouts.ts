import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { onPresent } from '../on-present.ts';

const NOT_THERE = 'Products make rollouts, and none does here: 404.';

export const rollouts: Collection = defineCollection({
  name: 'rollouts',
  collections: ['rollouts', 'organizationRollouts'],
  verbs: { advance: onPresent, cancel: onPresent, pause: onPresent, resume: onPresent },
  evidence: { assumed: { advance: NOT_THERE, cancel: NOT_THERE, pause: NOT_THERE, resume: NOT_THERE } },
});
