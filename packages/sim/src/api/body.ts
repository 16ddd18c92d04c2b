import type { Property, Schema } from '@gcepool/api';
import { schema } from '@gcepool/api';
import type { Json, JsonDraft, JsonObject } from '../kernel/json.ts';
import { isObject } from '../kernel/json.ts';
import { badRequest, invalid, required } from '../kernel/refusal.ts';

/** How strictly a body is read. */
export interface BodyPolicy {
  readonly methodId: string;
  /** Unknown fields are dropped instead of refused. */
  readonly isTolerant: boolean;
  /** Keep `null`: in a PATCH it clears a field; elsewhere it counts as absent. */
  readonly keepsNull: boolean;
  /** Top-level fields that are kept although the model calls them output only. */
  readonly accepts: readonly string[];
  /** Top-level fields that the model does not know, and that are dropped. */
  readonly ignores: readonly string[];
  /** Fields that may be absent although the model requires them, as `Schema.field`. */
  readonly optional: readonly string[];
  /** Values that are taken although the model does not list them, by `Schema.field`. */
  readonly acceptsValues: Readonly<Record<string, readonly string[]>>;
}

/**
 * Checks a body against its schema and returns it as the service understands it: output-only fields dropped, numbers
 * and 64-bit strings in their wire form.
 *
 * @throws Refusal for what GCE refuses, naming the field
 */
export function readBody(schemaName: string, body: unknown, policy: BodyPolicy): JsonObject {
  if (!isObject(body)) {
    throw badRequest(`Invalid JSON payload received. Root element must be a message, not ${nameOfType(body)}.`);
  }
  return readObject(schema(schemaName), body, 'resource', policy, true);
}

function readObject(type: Schema, value: JsonObject, path: string, policy: BodyPolicy, isTop: boolean): JsonObject {
  const result: JsonDraft = {};
  for (const name of Object.keys(value)) {
    const property = type.properties[name];
    if (property === undefined) {
      if (policy.isTolerant || (isTop && policy.ignores.includes(name))) continue;
      throw badRequest(`Invalid JSON payload received. Unknown name "${name}" at '${path}': Cannot find field.`);
    }
    if (property.outputOnly === true && !(isTop && policy.accepts.includes(name))) continue;
    const field = value[name];
    if (field === undefined) continue;
    if (field === null || isUnset(property, field)) {
      if (policy.keepsNull) result[name] = null;
      continue;
    }
    const values = hasKeys(policy.acceptsValues) ? policy.acceptsValues[`${type.name}.${name}`] : undefined;
    result[name] = readValue(
      values === undefined ? property : withValues(property, values),
      field,
      `${path}.${name}`,
      policy,
    );
  }
  // A PATCH may leave out what the model requires of it (observed: the name of a firewall).
  if (policy.keepsNull) return result;
  for (const [name, methodIds] of requiredOf(type)) {
    if (!methodIds.includes(policy.methodId)) continue;
    if (result[name] !== undefined && result[name] !== '') continue;
    if (!policy.optional.includes(`${type.name}.${name}`)) throw required(`${path}.${name}`);
  }
  return result;
}

/** The properties of a schema that some methods require, with the ids of those. */
function requiredOf(type: Schema): readonly (readonly [name: string, methodIds: readonly string[]])[] {
  let found = requiredBySchema.get(type.name);
  if (found === undefined) {
    found = Object.entries(type.properties).flatMap(([name, { requiredOn }]) =>
      requiredOn === undefined ? [] : [[name, requiredOn] as const],
    );
    requiredBySchema.set(type.name, found);
  }
  return found;
}

const requiredBySchema = new Map<string, readonly (readonly [string, readonly string[]])[]>();

function hasKeys(object: object): boolean {
  for (const _ in object) return true;
  return false;
}

/** No list is printed empty, and the empty string is no value of an enumeration: such fields count as not set (observed). */
const isUnset = (property: Property, value: Json): boolean =>
  property.type === 'array'
    ? Array.isArray(value) && value.every((item) => item === null)
    : value === '' && property.enum !== undefined;

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
      return property.ref === undefined ? value : readObject(schema(property.ref), value, path, policy, false);
    }
    case 'array': {
      if (!Array.isArray(value)) throw wrongType(path, value, 'a list');
      const { items } = property;
      if (items === undefined) return value;
      // Terraform sends `[null]` for a list of messages it has nothing to say about, and is understood (observed).
      const present = value.filter((item: Json) => item !== null);
      // A list is replaced whole, so within it there is nothing that `null` could clear.
      const whole = policy.keepsNull ? { ...policy, keepsNull: false } : policy;
      return present.map((item: Json, index) => readValue(items, item, `${path}[${index}]`, whole));
    }
    case 'map': {
      if (!isObject(value)) throw wrongType(path, value, 'a map');
      const { items } = property;
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
    case 'boolean':
      if (typeof value !== 'boolean') throw wrongType(path, value, 'a boolean');
      return value;
    case 'integer':
      return readInteger(property, value, path);
    case 'number':
      return readNumber(property, value, path);
    case 'string':
      return readString(property, value, path);
  }
}

function readString(property: Property, value: Json, path: string): string {
  if (property.format === 'int64' || property.format === 'uint64') return readLong(property, value, path);
  if (typeof value !== 'string') throw wrongType(path, value, 'a string');
  if (property.enum !== undefined && value !== '' && !property.enum.includes(value)) {
    throw invalid(path, value, `Must be one of: ${property.enum.join(', ')}.`);
  }
  if (property.pattern !== undefined && value !== '' && !patternOf(property.pattern).test(value)) {
    throw invalid(path, value, `Must be a match of regex '(?:${property.pattern})'`);
  }
  if (property.format === 'byte' && !BASE64.test(value)) {
    throw invalid(path, value, 'Must be base64.');
  }
  return value;
}

function readInteger(property: Property, value: Json, path: string): number {
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  const isUnsigned = property.format === 'uint32';
  const [least, most] = isUnsigned ? [0, 0xffffffff] : [-0x80000000, 0x7fffffff];
  if (typeof number !== 'number' || !Number.isInteger(number) || number < least || number > most) {
    throw wrongType(path, value, isUnsigned ? 'an unsigned 32-bit integer' : 'a 32-bit integer');
  }
  return number;
}

function readLong(property: Property, value: Json, path: string): string {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  const isUnsigned = property.format === 'uint64';
  const isValid = typeof text === 'string' && /^-?\d{1,20}$/.test(text) && isLong(BigInt(text), isUnsigned);
  if (!isValid) throw wrongType(path, value, isUnsigned ? 'an unsigned 64-bit integer' : 'a 64-bit integer');
  return String(BigInt(text));
}

const isLong = (value: bigint, isUnsigned: boolean): boolean =>
  isUnsigned ? value >= 0n && value < 1n << 64n : value >= -(1n << 63n) && value < 1n << 63n;

function readNumber(property: Property, value: Json, path: string): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  const isFloat = property.format === 'float';
  if (typeof number !== 'number' || !Number.isFinite(isFloat ? Math.fround(number) : number)) {
    throw wrongType(path, value, isFloat ? 'a 32-bit number' : 'a number');
  }
  return isFloat ? shortestFloat(number) : number;
}

/** A 32-bit float prints with as few digits as tell it from its neighbours: 0.8, not 0.800000011920929. */
function shortestFloat(value: number): number {
  const float = Math.fround(value);
  // Six digits always survive a float, and nine always tell it from its neighbours.
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(float.toPrecision(digits));
    if (Math.fround(short) === float) return short;
  }
  return Number(float.toPrecision(9));
}

const wrongType = (path: string, value: Json, expected: string): ReturnType<typeof badRequest> =>
  badRequest(`Invalid value at '${path}': expected ${expected}, got ${describe(value)}.`);

function describe(value: Json): string {
  const text = JSON.stringify(value);
  return `${nameOfType(value)} ${text.length > 60 ? `${text.slice(0, 60)}...` : text}`;
}

const nameOfType = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'a message' : typeof value;

const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

const patterns = new Map<string, RegExp>();

/** A pattern of the API model, anchored, as the service applies it. */
export function patternOf(pattern: string): RegExp {
  let regex = patterns.get(pattern);
  if (regex === undefined) patterns.set(pattern, (regex = new RegExp(`^(?:${pattern})$`)));
  return regex;
}
