import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { onPresent } from '../on-present.ts';

const NOT_THERE = 'No reservation here is made of blocks, and no host is told apart: 404.';

export const reservationBlocks: Collection = defineCollection({
  name: 'reservationBlocks',
  collections: ['reservationBlocks'],
  verbs: { performMaintenance: onPresent },
  evidence: { assumed: { performMaintenance: NOT_THERE } },
});

export const reservationSubBlocks: Collection = defineCollection({
  name: 'reservationSubBlocks',
  collections: ['reservationSubBlocks'],
  verbs: { getVersion: onPresent, performMaintenance: onPresent, reportFaulty: onPresent },
  evidence: { assumed: { getVersion: NOT_THERE, performMaintenance: NOT_THERE, reportFaulty: NOT_THERE } },
});

export const reservationSlots: Collection = defineCollection({
  name: 'reservationSlots',
  collections: ['reservationSlots'],
  verbs: { getHealth: onPresent, getVersion: onPresent },
  evidence: { assumed: { getHealth: NOT_THERE, getVersion: NOT_THERE } },
});

export const hosts: Collection = defineCollection({
  name: 'hosts',
  collections: ['hosts'],
  verbs: { getVersion: onPresent },
  evidence: { assumed: { getVersion: NOT_THERE } },
});
