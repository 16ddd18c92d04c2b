import type { ApiModel, Property } from '@gcepool/api';
import type { Json, JsonDraft, JsonObject } from '../kernel/json.ts';
import { isObject } from '../kernel/json.ts';
import { Refusal } from '../kernel/refusal.ts';
import { own } from '../kernel/own.ts';

/** Which fields of a message are selected: by name, what is selected inside; `all` for everything. `*` stands for any name. */
export type FieldMask = 'all' | ReadonlyMap<string, FieldMask>;

type MaskDraft = Map<string, 'all' | MaskDraft>;

const DEEPEST = 50;

/**
 * Reads a selector of a partial response: `items(name,backends/group),nextPageToken`.
 *
 * @throws Refusal for what is no selector
 */
export function parseFieldMask(text: string): FieldMask {
  const tokens = text.match(/[(),/]|[^(),/]+/g) ?? [];
  let at = 0;
  const readSelection = (mask: MaskDraft, depth: number): void => {
    do readPath(mask, depth);
    while (tokens[at++] === ',');
    at--;
  };
  const readPath = (mask: MaskDraft, depth: number): void => {
    const name = (tokens[at++] ?? '').trim();
    if (depth > DEEPEST || !/^(?:\*|[\w$@.-]+)$/.test(name)) throw invalidSelection(name === '' ? text : name);
    const follows = tokens[at];
    if (follows === '/') {
      at++;
      readPath(innerOf(mask, name), depth + 1);
    } else if (follows === '(') {
      at++;
      readSelection(innerOf(mask, name), depth + 1);
      if (tokens[at++] !== ')') throw invalidSelection(text);
    } else {
      mask.set(name, 'all');
    }
  };
  const mask: MaskDraft = new Map();
  readSelection(mask, 0);
  if (at < tokens.length) throw invalidSelection(text);
  return mask;
}

/** What is selected inside a field, to be added to; what is selected as a whole stays so: `items,items(name)`. */
function innerOf(mask: MaskDraft, name: string): MaskDraft {
  const known = mask.get(name);
  if (known !== undefined && known !== 'all') return known;
  const inner: MaskDraft = new Map();
  if (known === undefined) mask.set(name, inner);
  return inner;
}

/** Checks that a message of a schema can have what a mask names. @throws Refusal naming what it cannot have */
export function checkFieldMask(mask: FieldMask, schemaName: string, model: ApiModel): void {
  const wrong = wrongName(mask, { type: 'object', ref: schemaName }, model);
  if (wrong !== undefined) throw invalidSelection(wrong);
}

/** The first name in a mask that no value of the property can have. */
function wrongName(mask: FieldMask, property: Property, model: ApiModel): string | undefined {
  if (mask === 'all') return undefined;
  const owner = elementOf(property);
  for (const [name, inner] of mask) {
    const candidates = propertiesIn(owner, name, model);
    if (candidates.length === 0) return name;
    const wrongs = candidates.map((candidate) => wrongName(inner, candidate, model));
    if (!wrongs.includes(undefined)) return wrongs[0];
  }
  return undefined;
}

function elementOf(property: Property): Property {
  return property.type === 'array' && property.items !== undefined ? elementOf(property.items) : property;
}

function propertiesIn(owner: Property, name: string, { schema }: ApiModel): readonly Property[] {
  if (owner.type === 'any') return [owner];
  if (owner.type === 'map') return [owner.items ?? { type: 'any' }];
  if (owner.type !== 'object' || owner.ref === undefined) return [];
  const { properties } = schema(owner.ref);
  if (name === '*') return Object.values(properties);
  const property = own(properties, name);
  return property === undefined ? [] : [property];
}

/** What a mask leaves of a message. */
export function selectFields(message: JsonObject, mask: FieldMask): JsonObject {
  if (mask === 'all') return message;
  const result: JsonDraft = {};
  for (const name of Object.keys(message)) {
    const selected = mask.get(name) ?? mask.get('*');
    const value = selected === undefined ? undefined : select(message[name], selected);
    if (value !== undefined) result[name] = value;
  }
  return result;
}

function select(value: Json | undefined, mask: FieldMask): Json | undefined {
  if (mask === 'all' || value === undefined || value === null) return value;
  if (Array.isArray(value)) return value.map((item: Json) => select(item, mask) ?? {});
  return isObject(value) ? selectFields(value, mask) : undefined;
}

const invalidSelection = (name: string): Refusal =>
  new Refusal(400, 'invalidParameter', `Invalid field selection ${name}`, { location: 'fields' });
