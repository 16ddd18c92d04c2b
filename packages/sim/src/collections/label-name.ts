import type { Json } from '../kernel/json.ts';
import { invalid } from '../kernel/refusal.ts';

/** What {@link LABEL_NAME} matches, as messages print it. */
export const LABEL_NAME_PATTERN = '(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)';

/** What names of resources, tags, ports and ranges are: labels of domain names (RFC 1035). */
export const LABEL_NAME: RegExp = new RegExp(`^${LABEL_NAME_PATTERN}$`);

/**
 * @param field as the message names it: `resource.name`
 * @returns the name
 * @throws Refusal for a text that is no label, in the words that GCE has, which end without a full stop
 */
export function checkLabelName(name: Json | undefined, field: string): string {
  if (typeof name === 'string' && LABEL_NAME.test(name)) return name;
  throw invalid(field, name, `Must be a match of regex '${LABEL_NAME_PATTERN}'`);
}
