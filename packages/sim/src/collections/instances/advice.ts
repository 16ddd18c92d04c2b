import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';

const NO_CAPACITY = 'nothing here has capacity that could run out, or a price';

/** What the service would advise, it knows from its data centres. */
export const advice: Collection = defineCollection({
  name: 'advice',
  collections: ['advice'],
  evidence: {
    lacking: {
      calendarMode: NO_CAPACITY,
      calendarModeExtension: NO_CAPACITY,
      capacity: NO_CAPACITY,
      capacityHistory: NO_CAPACITY,
    },
  },
});
