import type { ApiModel, Property } from '@gcepool/api';
import type { ReferenceRule } from '../collections/reference-rule.ts';
import type { Json, JsonDraft, JsonObject } from '../kernel/json.ts';
import { isObject } from '../kernel/json.ts';
import { changedItems } from '../kernel/changed-items.ts';
import { own } from '../kernel/own.ts';

/** Reference fields of every schema, as `Schema.field`. */
export type ReferenceTable<Rule extends ReferenceRule = ReferenceRule> = ReadonlyMap<string, Rule>;

/**
 * Called for each reference found; what it returns takes the reference's place.
 *
 * @param fieldOf names the field it is in, for whoever refuses it: `resource.backends[0].group`
 */
export type VisitReference<Rule extends ReferenceRule = ReferenceRule> = (
  value: string,
  rule: Rule,
  fieldOf: () => string,
) => string;

/** One walk: what it does, and the steps that lead to where it is, numbers being indexes in lists. */
interface Walk<Rule extends ReferenceRule> {
  readonly visit: VisitReference<Rule>;
  readonly steps: (string | number)[];
  readonly fieldOf: () => string;
}

/** A field worth entering. */
interface Field<Rule extends ReferenceRule> {
  readonly name: string;
  /** Its rule if it is a reference, else the schema of what is in it. */
  readonly target: Rule | string;
  readonly step: string;
}

/**
 * Walks the references of a value of one schema; branches of the schema that hold none are never entered.
 *
 * @returns the value with each reference replaced by what `visit` returned; the same object if nothing changed
 */
export class ReferenceWalker<Rule extends ReferenceRule = ReferenceRule> {
  readonly #table: ReferenceTable<Rule>;
  readonly #model: ApiModel;
  /** Fields worth entering, by schema. */
  readonly #fields: Map<string, readonly Field<Rule>[]> = new Map();

  constructor(table: ReferenceTable<Rule>, model: ApiModel) {
    this.#table = table;
    this.#model = model;
  }

  /** Whether values of the schema can hold any reference. */
  hasReferences(schemaName: string): boolean {
    return this.#fieldsOf(schemaName).length > 0;
  }

  /** @param except a value of the same schema: parts that the two share are not entered. Default: all are */
  walk(schemaName: string, value: JsonObject, visit: VisitReference<Rule>, except?: JsonObject): JsonObject {
    const steps: (string | number)[] = [];
    const fieldOf = (): string =>
      steps.reduce<string>((field, step) => field + (typeof step === 'string' ? step : `[${step}]`), 'resource');
    return this.#object(schemaName, value, except, { visit, steps, fieldOf });
  }

  /**
   * Visits each reference, and leaves all as it is: it is done with every write, and nothing is made on the way.
   *
   * @param except a value of the same schema: parts that the two share are not entered. Default: all are
   */
  visit(schemaName: string, value: JsonObject, visit: (value: string, rule: Rule) => void, except?: Json): void {
    if (value === except) return;
    const others = isObject(except) ? except : undefined;
    for (const { name, target } of this.#fieldsOf(schemaName)) {
      const field = own(value, name);
      if (field === undefined || field === null) continue;
      const other = others === undefined ? undefined : own(others, name);
      if (other !== field) this.#visitValue(target, field, other, visit);
    }
  }

  #visitValue(
    target: Rule | string,
    value: Json,
    except: Json | undefined,
    visit: (value: string, rule: Rule) => void,
  ): void {
    if (Array.isArray(value)) {
      const others: readonly Json[] | undefined = Array.isArray(except) ? except : undefined;
      const { start, end } = changedItems(value, others);
      for (let index = start; index < end; index++) {
        const item = value[index];
        if (item !== undefined) this.#visitValue(target, item, others?.[index], visit);
      }
    } else if (typeof target !== 'string') {
      if (typeof value === 'string' && value !== '') visit(value, target);
    } else if (isObject(value)) {
      if (!target.startsWith(MAP_OF)) this.visit(target, value, visit, except);
      else {
        const others = isObject(except) ? except : undefined;
        for (const [name, item] of Object.entries(value)) {
          const other = others === undefined ? undefined : own(others, name);
          if (isObject(item)) this.visit(target.slice(MAP_OF.length), item, visit, other);
        }
      }
    }
  }

  #object(schemaName: string, value: JsonObject, except: Json | undefined, walk: Walk<Rule>): JsonObject {
    const others = isObject(except) ? except : undefined;
    const fields = this.#fieldsOf(schemaName);
    let result: JsonDraft | undefined;
    for (const { name, target, step } of fields) {
      const before = own(value, name);
      if (before === undefined || before === null) continue;
      const other = others === undefined ? undefined : own(others, name);
      if (other === before) continue;
      walk.steps.push(step);
      const after = this.#value(target, before, other, walk);
      walk.steps.pop();
      if (after !== before) (result ??= { ...value })[name] = after;
    }
    return result ?? value;
  }

  #value(target: Rule | string, value: Json, except: Json | undefined, walk: Walk<Rule>): Json {
    if (Array.isArray(value)) {
      let result: Json[] | undefined;
      const others: readonly Json[] | undefined = Array.isArray(except) ? except : undefined;
      const { start, end } = changedItems(value, others);
      // By index, for it is done with every write, and pairs of an iterator are garbage.
      for (let index = start; index < end; index++) {
        const item = value[index];
        if (item === undefined) continue;
        walk.steps.push(index);
        const after = this.#value(target, item, others?.[index], walk);
        walk.steps.pop();
        if (after !== item) (result ??= [...value])[index] = after;
      }
      return result ?? value;
    }
    if (typeof target !== 'string') {
      return typeof value === 'string' && value !== '' ? walk.visit(value, target, walk.fieldOf) : value;
    }
    if (!isObject(value)) return value;
    if (!target.startsWith(MAP_OF)) return this.#object(target, value, except, walk);
    let result: JsonDraft | undefined;
    const others = isObject(except) ? except : undefined;
    for (const [name, item] of Object.entries(value)) {
      const other = others === undefined ? undefined : own(others, name);
      if (!isObject(item) || item === other) continue;
      walk.steps.push(`[${name}]`);
      const after = this.#object(target.slice(MAP_OF.length), item, other, walk);
      walk.steps.pop();
      if (after !== item) (result ??= { ...value })[name] = after;
    }
    return result ?? value;
  }

  #fieldsOf(schemaName: string): readonly Field<Rule>[] {
    return this.#fields.get(schemaName) ?? this.#findFields(schemaName, new Set());
  }

  #findFields(schemaName: string, visiting: Set<string>): readonly Field<Rule>[] {
    const known = this.#fields.get(schemaName);
    if (known !== undefined) return known;
    const fields: Field<Rule>[] = [];
    if (visiting.has(schemaName)) return fields;
    visiting.add(schemaName);
    const properties = this.#model.findSchema(schemaName)?.properties ?? {};
    for (const name of Object.keys(properties)) {
      const rule = this.#table.get(`${schemaName}.${name}`);
      const inner = rule === undefined ? innerSchema(properties[name]) : undefined;
      const step = `.${name}`;
      if (rule !== undefined) fields.push({ name, target: rule, step });
      else if (inner !== undefined && this.#findFields(inner.ref, visiting).length > 0) {
        fields.push({ name, target: inner.isMap ? MAP_OF + inner.ref : inner.ref, step });
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
