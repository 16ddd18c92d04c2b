import type { ApiModel, Property, Schema } from '@gcepool/api';
import type { Json, JsonDraft, JsonObject } from '../kernel/json.ts';
import { isObject } from '../kernel/json.ts';
import { badRequest, invalid, required } from '../kernel/refusal.ts';
import { nameOfType, readBoolean, readInteger, readNumber, readString, wrongType } from './body-scalar.ts';
import { findEnumValue, unspecifiedOf } from './enum-value.ts';
import { findFieldName } from '../wire/field-name.ts';
import type { IgnoredFields } from './ignored-fields.ts';
import { checkCount } from './most-values.ts';
import { own } from '../kernel/own.ts';

/** How a body is read. */
export interface BodyPolicy {
  /** The version of the API that the body is of. */
  readonly model: ApiModel;
  readonly methodId: string;
  /** Is told of what has no effect. */
  readonly ignored: IgnoredFields;
  /** Keep `null`, and empty lists as such: in a patch they clear a field; elsewhere they count as absent. */
  readonly keepsNull: boolean;
  /** Top-level fields that are kept although the model calls them output only. */
  readonly accepts: readonly string[];
  /** Top-level fields that the model does not know, and that not even a strict simulator refuses. */
  readonly ignores: readonly string[];
  /** Fields that may be absent although the model requires them, as `Schema.field`. */
  readonly optional: readonly string[];
  /** Values that are taken although the model does not list them, by `Schema.field`. */
  readonly acceptsValues: Readonly<Record<string, readonly string[]>>;
}

/**
 * Checks a body against its schema and returns it as the service understands it: in the spelling of the model, output-only
 * fields dropped, enumerations by name, numbers and 64-bit strings in their wire form. What is taken beside the forms of the
 * model is what protocol buffers take of JSON (https://protobuf.dev/programming-guides/json/).
 *
 * @throws Refusal for what GCE refuses, naming the field
 */
export function readBody(schemaName: string, body: unknown, policy: BodyPolicy): JsonObject {
  if (!isObject(body)) {
    throw badRequest(`Invalid JSON payload received. Root element must be a message, not ${nameOfType(body)}.`);
  }
  return readObject(policy.model.schema(schemaName), body, 'resource', policy, true);
}

function readObject(type: Schema, value: JsonObject, path: string, policy: BodyPolicy, isTop: boolean): JsonObject {
  const result: JsonDraft = {};
  for (const key of Object.keys(value)) {
    const named = own(type.properties, key);
    const name = named === undefined ? findFieldName(type, key) : key;
    const property = named ?? (name === undefined ? undefined : own(type.properties, name));
    if (name === undefined || property === undefined) {
      if (isTop && policy.ignores.includes(key)) policy.ignored.tell(`${path}.${key}`);
      else policy.ignored.unknownField(path, key, Object.keys(type.properties));
      continue;
    }
    const field = value[key];
    if (field === undefined) continue;
    if (property.outputOnly === true && !(isTop && policy.accepts.includes(name))) {
      if (field !== null && !isUnset(property, field)) policy.ignored.output(`${path}.${name}`, name, field);
      continue;
    }
    if (field === null || isUnset(property, field)) {
      if (policy.keepsNull) result[name] = null;
      continue;
    }
    const values = hasKeys(policy.acceptsValues) ? policy.acceptsValues[`${type.name}.${name}`] : undefined;
    const known = values === undefined ? property : withValues(property, values);
    const read = readValue(known, field, `${path}.${name}`, policy);
    // A map without entries counts as not set: Google's client for Node.js sends `labels: {}` with everything.
    if (property.type === 'map' && isObject(read) && !hasKeys(read)) continue;
    result[name] = read;
  }
  // A PATCH may leave out what the model requires of it (observed: the name of a firewall).
  if (policy.keepsNull) return result;
  for (const [name, methodIds] of requiredOf(type)) {
    if (!methodIds.includes(policy.methodId)) continue;
    if (own(result, name) !== undefined && own(result, name) !== '') continue;
    if (!policy.optional.includes(`${type.name}.${name}`)) throw required(`${path}.${name}`);
  }
  return result;
}

/** The properties of a schema that some methods require, with the ids of those. */
function requiredOf(type: Schema): readonly (readonly [name: string, methodIds: readonly string[]])[] {
  let found = requiredBySchema.get(type);
  if (found === undefined) {
    found = Object.entries(type.properties).flatMap(([name, { requiredOn }]) =>
      requiredOn === undefined ? [] : [[name, requiredOn] as const],
    );
    requiredBySchema.set(type, found);
  }
  return found;
}

const requiredBySchema = new WeakMap<Schema, readonly (readonly [string, readonly string[]])[]>();

function hasKeys(object: object): boolean {
  for (const _ in object) return true;
  return false;
}

/**
 * No list is printed empty, and the empty string is no value of an enumeration: such fields count as not set (observed). The
 * number of what is not set is 0.
 */
const isUnset = (property: Property, value: Json): boolean =>
  property.type === 'array'
    ? Array.isArray(value) && value.every((item) => item === null || isUnset(property, item))
    : property.enum !== undefined && (value === '' || value === 0 || value === '0');

/** An enumeration, or a list of one, with more values. */
const withValues = (property: Property, values: readonly string[]): Property =>
  property.items === undefined
    ? { ...property, enum: [...(property.enum ?? []), ...values] }
    : { ...property, items: withValues(property.items, values) };

function readValue(property: Property, value: Json, path: string, policy: BodyPolicy): Json {
  switch (property.type) {
    case 'any':
      return value;
    case 'object': {
      if (!isObject(value)) throw wrongType(path, value, 'a message');
      return property.ref === undefined
        ? value
        : readObject(policy.model.schema(property.ref), value, path, policy, false);
    }
    case 'array':
      return readList(property, value, path, policy);
    case 'map':
      return readMap(property, value, path, policy);
    case 'boolean':
      return readBoolean(value, path);
    case 'integer':
      return readInteger(property, value, path);
    case 'number':
      return readNumber(property, value, path);
    case 'string':
      return property.enum === undefined
        ? readString(property, value, path)
        : readEnum(property.enum, value, path, policy);
  }
}

/** One item stands for a list of it, and lists in a list for their items. */
function readList({ items }: Property, value: Json, path: string, policy: BodyPolicy): Json {
  const list: readonly Json[] = Array.isArray(value) ? flat(value) : [value];
  checkCount(list.length, path);
  if (items === undefined) return list;
  // A list is replaced whole, so within it there is nothing that `null` could clear.
  const whole = policy.keepsNull ? { ...policy, keepsNull: false } : policy;
  // Terraform sends `[null]` for a list of messages it has nothing to say about, and is understood (observed).
  const present = list.includes(null) ? list.filter((item) => item !== null) : list;
  return present.map((item, index) => readValue(items, item, `${path}[${index}]`, whole));
}

const flat = (list: readonly Json[]): readonly Json[] =>
  list.some((item) => Array.isArray(item)) ? list.flatMap((item) => (Array.isArray(item) ? flat(item) : [item])) : list;

function readMap({ items }: Property, value: Json, path: string, policy: BodyPolicy): Json {
  if (!isObject(value)) throw wrongType(path, value, 'a map');
  checkCount(Object.keys(value).length, path);
  // A null prototype, so that a key called __proto__ is a key like any other.
  const result: JsonDraft = Object.create(null);
  for (const name of Object.keys(value)) {
    const item = value[name];
    if (item === undefined) continue;
    if (item === null) {
      if (policy.keepsNull) result[name] = null;
      continue;
    }
    result[name] = items === undefined ? item : readValue(items, item, `${path}[${name}]`, policy);
  }
  return result;
}

/**
 * A name that an enumeration does not have reads back as the one it has for such, and is refused where it has none. Google's
 * samples for Node.js send a feature that is not there yet, and read FEATURE_TYPE_UNSPECIFIED.
 */
function readEnum(values: readonly string[], value: Json, path: string, { ignored }: BodyPolicy): string {
  if (typeof value !== 'string' && typeof value !== 'number') throw wrongType(path, value, 'a string');
  const found = findEnumValue(values, value);
  if (found !== undefined) return found;
  const unspecified = unspecifiedOf(values);
  if (unspecified === undefined) throw invalid(path, value, `Must be one of: ${values.join(', ')}.`);
  ignored.unknownValue(path, String(value), values);
  return unspecified;
}
