import type { Call } from '../collections/call.ts';
import { asString } from '../kernel/json.ts';

/** The path a call is about: of its resource, of what it will make, or else of its collection. */
export function targetOf(call: Call): string {
  if (call.path !== '') return call.path;
  if (call.method.name !== 'insert') return call.parent;
  const name = asString(call.body['name']);
  return name === '' ? call.parent : `${call.parent}/${name}`;
}
