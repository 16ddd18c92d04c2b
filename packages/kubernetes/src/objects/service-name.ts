import { textAt } from './json-object.ts';
import type { JsonObject } from './json-object.ts';

/** The namespace that an object is in. */
export const namespaceOf = (object: JsonObject): string => textAt(object, 'metadata', 'namespace') ?? 'default';

/** `namespace/name` of an object. */
export const qualifiedName = (object: JsonObject): string =>
  `${namespaceOf(object)}/${textAt(object, 'metadata', 'name') ?? '(unnamed)'}`;

/** What a person calls a port of a service: `shop/cart:http`. */
export const servicePortName = (service: string, item: JsonObject): string =>
  `${service}:${textAt(item, 'name') ?? JSON.stringify(item['port'] ?? '(unnamed)')}`;
