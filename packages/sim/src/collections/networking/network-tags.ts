import { checkLabelName } from '../label-name.ts';

/** @throws Refusal for a list with a tag that no instance can have */
export function checkTags(tags: readonly string[] = [], field: string): void {
  for (const [index, tag] of tags.entries()) checkLabelName(tag, `${field}[${index}]`);
}
