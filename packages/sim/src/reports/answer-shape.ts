import type { ApiResponse } from '../api/response.ts';
import type { Json } from '../kernel/json.ts';
import { asArray, asObject, asString, isObject } from '../kernel/json.ts';

/** The form of an answer: the paths of its fields with their types, and how many items its lists have. */
export function shapeOf({ status, body }: ApiResponse): string {
  if (status >= 400 || body === undefined) return '';
  const found = new Set<string>();
  walk(body, '', found);
  return [...found].toSorted().join(' ');
}

function walk(value: Json | undefined, path: string, found: Set<string>): void {
  if (value === undefined) return;
  if (Array.isArray(value)) {
    found.add(`${path}[${value.length}]`);
    for (const item of value) walk(item, `${path}[]`, found);
  } else if (isObject(value)) {
    if (path !== '' && Object.keys(value).length === 0) found.add(`${path}{}`);
    for (const [key, item] of Object.entries(value)) walk(item, path === '' ? key : `${path}.${key}`, found);
  } else found.add(`${path}:${value === null ? 'null' : typeof value}`);
}

/** Why an answer says no, in GCE's word, and in a sentence. */
export function refusalIn({ body }: ApiResponse): { readonly reason: string; readonly message: string } {
  const error = asObject(body?.['error']);
  return {
    reason: asString(asObject(asArray(error['errors'])[0])['reason']),
    message: asString(error['message']),
  };
}
