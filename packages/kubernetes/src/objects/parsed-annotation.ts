import { textAt } from './json-object.ts';
import type { JsonObject } from './json-object.ts';

/** The JSON value of an annotation; `undefined` where there is none, or it is not JSON. */
export function parsedAnnotation(object: JsonObject, key: string): unknown {
  try {
    return JSON.parse(textAt(object, 'metadata', 'annotations', key) ?? '');
  } catch {
    return undefined;
  }
}
