import { type JsonObject, objectOr } from './json.ts';

/**
 * The part of protobuf.js descriptors that these services of `google.cloud.compute.v1` need: themselves and every message that
 * can be reached from them. All that is outside of `google.cloud` stays.
 */
export function pruneDescriptors(descriptors: object, services: readonly string[]): object {
  const all = nestedAt(descriptors, ['google', 'cloud', 'compute', 'v1']);
  const v1 = Object.fromEntries([...reachable(all, services)].map((name) => [name, all[name]]));
  const google = nestedAt(descriptors, ['google']);
  return packageOf({
    google: packageOf({ ...google, cloud: packageOf({ compute: packageOf({ v1: packageOf(v1) }) }) }),
  });
}

function packageOf(content: object): object {
  return { nested: content };
}

function nested(descriptor: unknown): JsonObject {
  return objectOr(objectOr(descriptor)['nested']);
}

function nestedAt(descriptors: object, path: readonly string[]): JsonObject {
  return nested(path.reduce<unknown>((at, name) => nested(at)[name], descriptors));
}

function reachable(all: JsonObject, from: readonly string[]): ReadonlySet<string> {
  const found = new Set(from);
  // A set iterates over what is added to it meanwhile.
  for (const name of found) {
    for (const type of mentionedTypes(all[name])) if (Object.hasOwn(all, type)) found.add(type);
  }
  return found;
}

/** The outermost names of the types that a descriptor mentions anywhere: of fields, map values and methods. */
function mentionedTypes(descriptor: unknown): string[] {
  return Object.entries(objectOr(descriptor)).flatMap(([key, value]) =>
    typeof value === 'string' && /^(?:type|requestType|responseType)$/.test(key)
      ? value.split('.')
      : mentionedTypes(value),
  );
}
