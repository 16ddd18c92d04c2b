import { invalid } from '../kernel/refusal.ts';
import { parseScope } from '../kernel/resource-path.ts';
import { pathOf } from '../kernel/self-link.ts';
import type { Call } from './call.ts';

/** Some fields of a resource, each with a link or a list of them. */
type Linking<Field extends string> = { readonly [F in Field]?: string | readonly string[] | undefined };

/** @throws Refusal when a field of a resource refers to something of another scope than the resource's own */
export function checkSameScope<Field extends string>(
  resource: Linking<Field>,
  fields: readonly Field[],
  call: Call,
): void {
  const scope = scopeOf(call.scope);
  for (const field of fields) {
    const value = resource[field] ?? [];
    for (const link of typeof value === 'string' ? [value] : value) {
      const path = pathOf(link);
      if (path === undefined || scopeOf(path) === scope) continue;
      throw invalid(`resource.${field}`, link, `The resource must be in scope '${scope}'.`);
    }
  }
}

/** `projects/p/regions/r/urlMaps/m` → `regions/r`; the project may be another one, where it is shared. */
function scopeOf(path: string): string {
  const { scopeKind, location } = parseScope(path);
  return location === '' ? scopeKind : `${scopeKind}/${location}`;
}
