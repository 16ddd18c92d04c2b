import type { Json } from '../../kernel/json.ts';
import { isObject } from '../../kernel/json.ts';
import { collectionOf } from '../../kernel/resource-path.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { Resource } from '../../wire/wire.ts';

/** A link to a backend, and the field that has it. */
export interface Link {
  readonly field: string;
  readonly link: string;
  readonly path: string;
}

/** A field, and where it is. */
export interface Found {
  readonly name: string;
  readonly field: string;
  readonly value: Json | undefined;
}

/** Every link to a backend service or bucket, but for what a test expects, which is no reference. */
export function linksIn(urlMap: Resource<'UrlMap'>): readonly Link[] {
  return fieldsIn({ ...urlMap, tests: undefined }, 'resource').flatMap(({ field, value }) => {
    const path = typeof value === 'string' ? pathOf(value) : undefined;
    return path !== undefined && BACKENDS.has(collectionOf(path)) ? [{ field, link: linkOf(path), path }] : [];
  });
}

const BACKENDS: ReadonlySet<string> = new Set(['backendServices', 'backendBuckets']);

/** Fields of a value at any depth, with where they are. */
export function fieldsIn(value: Json | undefined, field: string): readonly Found[] {
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => fieldsIn(item, `${field}[${index}]`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, item]) => [
    { name, field: `${field}.${name}`, value: item },
    ...fieldsIn(item, `${field}.${name}`),
  ]);
}
