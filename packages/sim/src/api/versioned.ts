import type { ApiModel, ApiVersion, Property } from '@gcepool/api';
import { apiVersions, modelOf } from '@gcepool/api/models';
import type { Call } from '../collections/call.ts';
import type { Json, JsonDraft, JsonObject } from '../kernel/json.ts';
import { isObject } from '../kernel/json.ts';
import { LINK_BASE } from '../kernel/self-link.ts';
import { own } from '../kernel/own.ts';

/** Whether a version has more than another. */
export const isLater = (a: ApiVersion, b: ApiVersion): boolean => apiVersions.indexOf(a) > apiVersions.indexOf(b);

/**
 * An answer as the version shows it that was asked: a resource is the same in all of them, with links of v1 and all fields
 * that anybody gave it.
 *
 * @param written the latest version through which anything was written
 */
export function inVersionOf({ model, method }: Call, body: JsonObject, written: ApiVersion): JsonObject {
  const { version } = model;
  if (version === 'v1' && written === 'v1') return body;
  const shown = method.response === undefined ? body : new Shown(model, written).of(body, method.response);
  return version === 'v1' ? shown : withLinksOf(version, shown);
}

/** Takes out of messages what another version has and this one has not. */
class Shown {
  readonly #model: ApiModel;
  readonly #others: readonly ApiModel[];

  constructor(model: ApiModel, written: ApiVersion) {
    this.#model = model;
    this.#others = apiVersions
      .filter((version) => version !== model.version && !isLater(version, written))
      .map((version) => modelOf(version));
  }

  /** A field that no version has is the simulator's own business, and stays. */
  of(message: JsonObject, schemaName: string): JsonObject {
    const properties = this.#model.findSchema(schemaName)?.properties;
    if (properties === undefined) return message;
    let result: JsonDraft | undefined;
    for (const name of Object.keys(message)) {
      const property = own(properties, name);
      if (property === undefined) {
        if (this.#isOfOthers(schemaName, name)) delete (result ??= { ...message })[name];
        continue;
      }
      const before = message[name];
      const after = this.#value(property, before);
      if (after !== before && after !== undefined) (result ??= { ...message })[name] = after;
    }
    return result ?? message;
  }

  #isOfOthers(schemaName: string, name: string): boolean {
    return this.#others.some((other) => own(other.findSchema(schemaName)?.properties, name) !== undefined);
  }

  #value(property: Property, value: Json | undefined): Json | undefined {
    if (property.ref !== undefined) return isObject(value) ? this.of(value, property.ref) : value;
    const { items } = property;
    if (items === undefined || !holdsMessages(items)) return value;
    if (Array.isArray(value)) return value.map((item: Json) => this.#value(items, item) ?? item);
    if (!isObject(value)) return value;
    const result: JsonDraft = Object.create(null);
    for (const [key, item] of Object.entries(value)) result[key] = this.#value(items, item) ?? item;
    return result;
  }
}

const holdsMessages = ({ ref, items }: Property): boolean =>
  ref !== undefined || (items !== undefined && holdsMessages(items));

/** What people write is left alone, whatever it looks like: descriptions, metadata, labels. */
const WRITTEN: ReadonlySet<string> = new Set([
  'annotations',
  'description',
  'labels',
  'metadata',
  'params',
  'userLabels',
]);

const LINK = new RegExp(
  `^${LINK_BASE.replaceAll('.', String.raw`\.`)}(?=projects/|locations/|organizations/|folders/)`,
);

function withLinksOf(version: ApiVersion, message: JsonObject): JsonObject {
  const base = LINK_BASE.replace('/v1/', `/${version}/`);
  const linked = (value: Json): Json => {
    if (typeof value === 'string') return LINK.test(value) ? base + value.slice(LINK_BASE.length) : value;
    if (Array.isArray(value)) return value.map(linked);
    return isObject(value) ? linkedFields(value) : value;
  };
  const linkedFields = (object: JsonObject): JsonObject => {
    // A null prototype, so that a key called __proto__ is a key like any other.
    const result: JsonDraft = Object.create(null);
    for (const name of Object.keys(object)) {
      const value = object[name];
      if (value !== undefined) result[name] = WRITTEN.has(name) ? value : linked(value);
    }
    return result;
  };
  return linkedFields(message);
}
