import type { ApiModel } from '@gcepool/api';
import type { Json, JsonDraft, JsonObject } from '../kernel/json.ts';
import { isObject } from '../kernel/json.ts';
import { findField } from './field-path.ts';

/**
 * A resource with the fields that a mask names taken over from another; a field that is named and was not sent is
 * cleared.
 *
 * @param mask paths separated by commas, in either spelling of fields: `timeWindow.startTime`, `time_window.start_time`
 */
export function applyUpdateMask(
  before: JsonObject,
  sent: JsonObject,
  mask: string,
  schemaName: string,
  model: ApiModel,
): JsonObject {
  let result = before;
  for (const segments of pathsOf(mask)) {
    result = copyField(result, sent, findField(schemaName, segments, model)?.segments ?? segments);
  }
  return result;
}

/** Whether a mask stands for every field, so that what was sent replaces the resource whole (https://google.aip.dev/134). */
export const namesEveryField = (mask: string): boolean => pathsOf(mask).some(([first]) => first === '*');

/** The paths of a mask, each as its segments. */
export const pathsOf = (mask: string): readonly (readonly string[])[] =>
  mask
    .split(',')
    .map((path) => path.trim().split('.'))
    .filter(([first = '']) => first !== '');

function copyField(target: JsonObject, source: JsonObject, [name = '', ...rest]: readonly string[]): JsonObject {
  const result: JsonDraft = { ...target };
  // A mask may name what is in a message that it names itself, and that is gone with it.
  if (rest.length > 0 && !isObject(ownField(target, name)) && !isObject(ownField(source, name))) return result;
  const value: Json | undefined =
    rest.length === 0 ? ownField(source, name) : copyField(objectAt(target, name), objectAt(source, name), rest);
  if (value === undefined || value === null) delete result[name];
  else setField(result, name, rest.length === 0 ? withoutNulls(value) : value);
  return result;
}

/** What a message holds as `null` is not set in it either; the lists of a request hold none. */
function withoutNulls(value: Json): Json {
  if (!isObject(value)) return value;
  const result: JsonDraft = {};
  for (const [name, item] of Object.entries(value)) {
    if (item !== undefined && item !== null) setField(result, name, withoutNulls(item));
  }
  return result;
}

function setField(target: JsonDraft, name: string, value: Json): void {
  Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
}

/** A mask may say `toString` or `__proto__`, which every object has and none was given. */
const ownField = (value: JsonObject, name: string): Json | undefined =>
  Object.hasOwn(value, name) ? value[name] : undefined;

const objectAt = (value: JsonObject, name: string): JsonObject => {
  const field = ownField(value, name);
  return isObject(field) ? field : {};
};
