import { asArray, asString } from '../kernel/json.ts';
import type { JsonObject } from '../kernel/json.ts';
import { invalid } from '../kernel/refusal.ts';
import { pathOf } from '../kernel/self-link.ts';
import type { Call } from './call.ts';

/** @throws Refusal when a field of a resource refers to something of another scope than the resource's own */
export function checkSameScope(resource: JsonObject, fields: readonly string[], call: Call): void {
  const scope = scopeOf(call.scope);
  for (const field of fields) {
    const value = resource[field];
    for (const link of Array.isArray(value) ? asArray(value) : [value]) {
      const path = pathOf(asString(link));
      if (path === undefined || scopeOf(path) === scope) continue;
      throw invalid(`resource.${field}`, link, `The resource must be in scope '${scope}'.`);
    }
  }
}

/** `projects/p/regions/r/urlMaps/m` → `regions/r`; the project may be another one, where it is shared. */
function scopeOf(path: string): string {
  const [, , kind = '', name = ''] = path.split('/');
  return kind === 'global' ? kind : `${kind}/${name}`;
}
