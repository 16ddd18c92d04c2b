import type { Json } from '../kernel/json.ts';
import { required } from '../kernel/refusal.ts';
import { checkLabelName } from '../collections/label-name.ts';

/**
 * Checks the name of a new resource.
 *
 * @throws Refusal for none at all, and for a text that is no name
 */
export function checkName(name: Json | undefined): string {
  if (name === undefined || name === null || name === '') throw required('resource.name');
  return checkLabelName(name, 'resource.name');
}
