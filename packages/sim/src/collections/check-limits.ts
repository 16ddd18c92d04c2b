import type { ApiModel, Property } from '@gcepool/api';
import type { Json, JsonObject } from '../kernel/json.ts';
import { isObject } from '../kernel/json.ts';
import { changedItems } from '../kernel/changed-items.ts';
import { invalid } from '../kernel/refusal.ts';
import type { Limit } from './documented-limits.ts';
import { documentedLimits } from './documented-limits.ts';
import { checkFraction, checkNumber } from './number-range.ts';
import type { TextForm } from './text-forms.ts';
import { own } from '../kernel/own.ts';

const limits: ReadonlyMap<string, Limit> = new Map(Object.entries(documentedLimits));

/** Fields of a schema that have a limit, or hold something that has. */
type Branches = readonly {
  readonly name: string;
  readonly limit: Limit | undefined;
  readonly ref: string | undefined;
  readonly isMap: boolean;
}[];

/** By schema, of each version. */
const branchesIn = new WeakMap<ApiModel, Map<string, Branches>>();

/** What a value is checked by, and where it is. */
interface Place {
  /** Of the version that the schema is of. */
  readonly model: ApiModel;
  /** Where the value is, as messages name it. Default: `resource` */
  readonly field?: string;
  /** What was checked before: parts that the value shares with it are not checked again. Default: all is checked */
  readonly before?: Json | undefined;
}

/**
 * Checks a value of one schema, and all that it holds, against the limits that the API documents.
 *
 * @throws Refusal for the first field that is out of its limits
 */
export function checkLimits(value: JsonObject, schemaName: string, place: Place): void {
  const { model, field = 'resource' } = place;
  const others = fieldsOf(place.before);
  for (const { name, limit, ref, isMap } of branchesOf(schemaName, model)) {
    const item = own(value, name);
    const before = others === undefined ? undefined : own(others, name);
    if (item === undefined || item === null || item === before) continue;
    if (limit !== undefined) checkLimit(item, limit, `${field}.${name}`);
    if (ref === undefined) continue;
    if (!isMap) checkWithin(item, ref, { model, field: `${field}.${name}`, before });
    else if (isObject(item)) {
      const known = fieldsOf(before);
      for (const [key, entry] of Object.entries(item)) {
        const other = known === undefined ? undefined : own(known, key);
        if (entry !== other) checkWithin(entry, ref, { model, field: `${field}.${name}[${key}]`, before: other });
      }
    }
  }
}

const fieldsOf = (value: Json | undefined): JsonObject | undefined => (isObject(value) ? value : undefined);

function checkWithin(
  value: Json | undefined,
  ref: string,
  { model, field, before }: Place & { readonly field: string },
): void {
  if (Array.isArray(value)) {
    const list: readonly Json[] = value;
    const others: readonly Json[] | undefined = Array.isArray(before) ? before : undefined;
    const { start, end } = changedItems(list, others);
    for (let index = start; index < end; index++) {
      checkWithin(list[index], ref, { model, field: `${field}[${index}]`, before: others?.[index] });
    }
  } else if (value !== undefined && isObject(value)) checkLimits(value, ref, { model, field, before });
}

function checkLimit(value: Json, limit: Limit, field: string): void {
  if (limit.of === 'form') return checkForm(value, limit, field);
  const { most } = limit;
  if (limit.of === 'number') checkNumber(value, [limit.least, most], field);
  else if (limit.of === 'fraction') checkFraction(value, [limit.least, most], field);
  else if (limit.of === 'items') {
    if (!Array.isArray(value) || value.length <= most) return;
    throw invalid(field, '', `At most ${most} can be specified.`);
  } else {
    // The empty text is how some clients leave a field out.
    if (typeof value !== 'string' || value === '' || value.length <= most) return;
    throw invalid(field, value, `The value must be from ${limit.least} to ${most} characters.`);
  }
}

function checkForm(value: Json, form: TextForm, field: string): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) checkForm(item, form, `${field}[${index}]`);
  } else if (typeof value === 'string' && value !== '' && !form.fits(value)) {
    throw invalid(field, value, form.explanation);
  }
}

/** No schema holds itself, so this ends. */
function branchesOf(schemaName: string, model: ApiModel): Branches {
  let branchesBySchema = branchesIn.get(model);
  if (branchesBySchema === undefined) branchesIn.set(model, (branchesBySchema = new Map()));
  const known = branchesBySchema.get(schemaName);
  if (known !== undefined) return known;
  const branches: Branches[number][] = [];
  for (const [name, property] of Object.entries(model.findSchema(schemaName)?.properties ?? {})) {
    const limit = limits.get(`${schemaName}.${name}`);
    const ref = refOf(property);
    const isHolding = ref !== undefined && branchesOf(ref, model).length > 0;
    if (limit !== undefined || isHolding) {
      branches.push({ name, limit, ref: isHolding ? ref : undefined, isMap: property.type === 'map' });
    }
  }
  branchesBySchema.set(schemaName, branches);
  return branches;
}

const refOf = (property: Property): string | undefined => property.ref ?? property.items?.ref;
