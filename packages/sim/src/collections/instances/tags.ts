import { invalid } from '../../kernel/refusal.ts';
import type { Resource } from '../../wire/wire.ts';

const MOST_TAGS = 64;

/** Network tags of an instance or a template. @throws Refusal for a tag that is none, in the words of a report */
export function checkTags({ items = [] }: Resource<'Tags'> = {}, field: string): void {
  if (items.length > MOST_TAGS) {
    throw invalid(field, '', `There can be at most ${MOST_TAGS} tags.`);
  }
  for (const [index, tag] of items.entries()) {
    if (/^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(tag)) continue;
    throw invalid(`${field}.items[${index}]`, tag, "Must be a match of regex '(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)'");
  }
}
