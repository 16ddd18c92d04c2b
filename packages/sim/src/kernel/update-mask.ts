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
  // Keys of maps are not fields: a label may well have an underscore.
  const name = segment in source || segment in target ? segment : lowerCamel(segment);
  const result: JsonDraft = { ...target };
  // A mask may name what is in a message that it names itself, and that is gone with it.
  if (rest.length > 0 && !isObject(target[name]) && !isObject(source[name])) return result;
  const value: Json | undefined =
    rest.length === 0 ? source[name] : copyField(objectAt(target, name), objectAt(source, name), rest);
  if (value === undefined || value === null) delete result[name];
  else result[name] = value;
  return result;
}

const objectAt = (value: JsonObject, name: string): JsonObject => {
  const field = value[name];
  return isObject(field) ? field : {};
};

const lowerCamel = (name: string): string =>
  name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
