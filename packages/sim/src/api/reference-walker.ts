import type { ApiModel, Property } from '@gcepool/api';
import type { ReferenceRule } from '../collections/reference-rule.ts';
import type { Json, JsonDraft, JsonObject } from '../kernel/json.ts';
import { isObject } from '../kernel/json.ts';
import { own } from '../kernel/own.ts';

/** Reference fields of every schema, as `Schema.field`. */
export type ReferenceTable = ReadonlyMap<string, ReferenceRule>;

/** Called for each reference found; what it returns takes the reference's place. */
export type VisitReference = (value: string, rule: ReferenceRule, field: string) => string;

/**
 * Walks the references of a value of one schema; branches of the schema that hold none are never entered.
 *
 * @returns the value with each reference replaced by what `visit` returned; the same object if nothing changed
 */
export class ReferenceWalker {
  readonly #table: ReferenceTable;
  readonly #model: ApiModel;
  /** Fields worth entering, by schema. */
  readonly #fields: Map<string, ReadonlyMap<string, ReferenceRule | string>> = new Map();

  constructor(table: ReferenceTable, model: ApiModel) {
    this.#table = table;
    this.#model = model;
  }

  /** Whether values of the schema can hold any reference. */
  hasReferences(schemaName: string): boolean {
    return this.#fieldsOf(schemaName).size > 0;
  }

  walk(schemaName: string, value: JsonObject, visit: VisitReference): JsonObject {
    return this.#object(schemaName, value, 'resource', visit);
  }

  #object(schemaName: string, value: JsonObject, path: string, visit: VisitReference): JsonObject {
    const fields = this.#fieldsOf(schemaName);
    if (fields.size === 0) return value;
    let result: JsonDraft | undefined;
    for (const [name, target] of fields) {
      const before = own(value, name);
      if (before === undefined || before === null) continue;
      const after = this.#value(target, before, `${path}.${name}`, visit);
      if (after !== before) (result ??= { ...value })[name] = after;
    }
    return result ?? value;
  }

  #value(target: ReferenceRule | string, value: Json, path: string, visit: VisitReference): Json {
    if (Array.isArray(value)) {
      let result: Json[] | undefined;
      for (const [index, item] of value.entries()) {
        const after = this.#value(target, item, `${path}[${index}]`, visit);
        if (after !== item) (result ??= [...value])[index] = after;
      }
      return result ?? value;
    }
    if (typeof target !== 'string') {
      return typeof value === 'string' && value !== '' ? visit(value, target, path) : value;
    }
    if (!isObject(value)) return value;
    if (!target.startsWith(MAP_OF)) return this.#object(target, value, path, visit);
    let result: JsonDraft | undefined;
    for (const [name, item] of Object.entries(value)) {
      if (!isObject(item)) continue;
      const after = this.#object(target.slice(MAP_OF.length), item, `${path}[${name}]`, visit);
      if (after !== item) (result ??= { ...value })[name] = after;
    }
    return result ?? value;
  }

  #fieldsOf(schemaName: string, visiting: Set<string> = new Set()): ReadonlyMap<string, ReferenceRule | string> {
    const known = this.#fields.get(schemaName);
    if (known !== undefined) return known;
    const fields = new Map<string, ReferenceRule | string>();
    if (visiting.has(schemaName)) return fields;
    visiting.add(schemaName);
    const properties = this.#model.findSchema(schemaName)?.properties ?? {};
    for (const name of Object.keys(properties)) {
      const rule = this.#table.get(`${schemaName}.${name}`);
      const inner = rule === undefined ? innerSchema(properties[name]) : undefined;
      if (rule !== undefined) fields.set(name, rule);
      else if (inner !== undefined && this.#fieldsOf(inner.ref, visiting).size > 0) {
        fields.set(name, inner.isMap ? MAP_OF + inner.ref : inner.ref);
      }
    }
    visiting.delete(schemaName);
    this.#fields.set(schemaName, fields);
    return fields;
  }
}

const MAP_OF = 'map of ';

function innerSchema(property: Property | undefined): { ref: string; isMap: boolean } | undefined {
  if (property === undefined || property.outputOnly === true) return undefined;
  if (property.ref !== undefined) return { ref: property.ref, isMap: false };
  const inner = innerSchema(property.items);
  return inner === undefined ? undefined : { ref: inner.ref, isMap: property.type === 'map' };
}
