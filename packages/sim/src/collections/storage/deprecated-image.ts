import type { JsonObject } from '../../kernel/json.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { findLinkedImage } from './image-reference.ts';

/** What the service says when something is made of an image that is deprecated. @param image link */
export function warnOfDeprecation(image: string, transaction: Transaction): readonly JsonObject[] {
  const found = findLinkedImage(image, transaction);
  const { state, replacement = '' } = found?.resource.deprecated ?? {};
  if (found === undefined || state !== 'DEPRECATED') return [];
  const { path } = found;
  const resourceName = { key: 'resource_name', value: path };
  const newer = pathOf(replacement);
  if (newer === undefined) {
    const message = `The resource '${path}' is deprecated.`;
    return [{ code: 'DEPRECATED_RESOURCE_USED', message, data: [resourceName] }];
  }
  const suggestion = `A suggested replacement is '${newer}'.`;
  return [
    {
      code: 'DEPRECATED_RESOURCE_USED',
      message: `The resource '${path}' is deprecated. ${suggestion}`,
      data: [resourceName, { key: 'replacement_suggestion', value: suggestion }],
    },
  ];
}
