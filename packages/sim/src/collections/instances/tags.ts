import { invalid } from '../../kernel/refusal.ts';
import { checkTags as checkNetworkTags } from '../networking/network-tags.ts';
import type { Resource } from '../../wire/wire.ts';

const MOST_TAGS = 64;

/** Network tags of an instance or a template. @throws Refusal for a tag that is none, in the words of a report */
export function checkTags({ items = [] }: Resource<'Tags'> = {}, field: string): void {
  if (items.length > MOST_TAGS) {
    throw invalid(field, '', `There can be at most ${MOST_TAGS} tags.`);
  }
  checkNetworkTags(items, `${field}.items`);
}
