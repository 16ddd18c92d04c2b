import { invalid } from '../../kernel/refusal.ts';

const TAG = /^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/;

/** @throws Refusal for a list with a tag that no instance can have */
export function checkTags(tags: readonly string[] = [], field: string): void {
  for (const [index, tag] of tags.entries()) {
    if (TAG.test(tag)) continue;
    throw invalid(`${field}[${index}]`, tag, "Must be a match of regex '(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)'");
  }
}
