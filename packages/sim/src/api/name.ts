import type { Json } from '../kernel/json.ts';
import { invalid, required } from '../kernel/refusal.ts';

const NAME = '(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)';
const NAME_PATTERN = /^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/;

/**
 * Checks the name of a new resource.
 *
 * @throws Refusal with the text that GCE gives, which ends without a full stop
 */
export function checkName(name: Json | undefined): string {
  if (name === undefined || name === null || name === '') throw required('resource.name');
  if (typeof name !== 'string' || !NAME_PATTERN.test(name)) {
    throw invalid('resource.name', name, `Must be a match of regex '${NAME}'`);
  }
  return name;
}
