import type { Json, JsonDraft, JsonObject } from './json.ts';
import { isObject } from './json.ts';

/**
 * A resource with the fields that a mask names taken over from another; a field that is named and was not sent is
 * cleared.
 *
 * @param mask paths separated by commas, in either spelling of fields: `timeWindow.startTime`, `time_window.start_time`
 */
export function applyUpdateMask(before: JsonObject, sent: JsonObject, mask: string): JsonObject {
  let result = before;
  for (const path of mask.split(',')) {
    const segments = path.trim().split('.');
    if (segments[0] === undefined || segments[0] === '') continue;
    result = copyField(result, sent, segments);
  }
  return result;
}

function copyField(target: JsonObject, source: JsonObject, [segment = '', ...rest]: readonly string[]): JsonObject {
  const name = keyIn(source, segment) ?? keyIn(target, segment) ?? segment;
  const result: JsonDraft = { ...target };
  // A mask may name what is in a message that it names itself, and that is gone with it.
  if (rest.length > 0 && !isObject(ownField(target, name)) && !isObject(ownField(source, name))) return result;
  const value: Json | undefined =
    rest.length === 0 ? ownField(source, name) : copyField(objectAt(target, name), objectAt(source, name), rest);
  if (value === undefined || value === null) delete result[name];
  else Object.defineProperty(result, name, { value, writable: true, enumerable: true, configurable: true });
  return result;
}

/** A mask may say `toString` or `__proto__`, which every object has and none was given. */
const ownField = (value: JsonObject, name: string): Json | undefined =>
  Object.hasOwn(value, name) ? value[name] : undefined;

const objectAt = (value: JsonObject, name: string): JsonObject => {
  const field = ownField(value, name);
  return isObject(field) ? field : {};
};

/** The key that a segment means: `enable_cdn` is `enableCDN`. Keys of maps are not fields, and may well have an underscore. */
function keyIn(value: JsonObject, segment: string): string | undefined {
  if (Object.hasOwn(value, segment)) return segment;
  return Object.keys(value).find((key) => plain(key) === plain(segment));
}

const plain = (name: string): string => name.replaceAll('_', '').toLowerCase();
