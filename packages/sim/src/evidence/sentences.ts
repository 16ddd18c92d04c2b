import type { SentenceRule } from './sentence-rule.ts';
import { everywhere } from './sentence-rules/everywhere.ts';
import { instances } from './sentence-rules/instances.ts';
import { loadBalancing } from './sentence-rules/load-balancing.ts';
import { networking } from './sentence-rules/networking.ts';
import { storage } from './sentence-rules/storage.ts';

/** The first that fits a sentence says what becomes of it. */
export const sentenceRules: readonly SentenceRule[] = [
  ...everywhere,
  ...instances,
  ...loadBalancing,
  ...networking,
  ...storage,
];
