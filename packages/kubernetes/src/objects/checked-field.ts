import { isJsonObject } from './json-object.ts';
import type { JsonObject } from './json-object.ts';

/** A field that does not hold what it must. */
export class FieldProblem extends Error {
  override readonly name = 'FieldProblem';
}

/** The number in a field; `undefined` where it is absent. @throws FieldProblem where it holds something else. */
export function numberIn(object: JsonObject, field: string, range?: readonly [number, number]): number | undefined {
  const value = object[field];
  if (value === undefined || value === null) return undefined;
  const [least, most] = range ?? [0, Infinity];
  if (typeof value === 'number' && value >= least && value <= most) return value;
  throw problem(field, value, range === undefined ? 'a number from 0 on' : `a number from ${least} to ${most}`);
}

/** The same for a truth value. @throws FieldProblem */
export function booleanIn(object: JsonObject, field: string): boolean | undefined {
  const value = object[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'boolean') return value;
  throw problem(field, value, 'true or false');
}

/** The same for a text, of those admitted where they are given; an empty one is absent. @throws FieldProblem */
export function textIn(object: JsonObject, field: string, admitted?: readonly string[]): string | undefined {
  const value = object[field];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string' && (admitted === undefined || admitted.includes(value))) return value;
  throw problem(field, value, admitted === undefined ? 'a text' : admitted.join(', '));
}

/** The texts in a field; none where it is absent. @throws FieldProblem */
export function textsIn(object: JsonObject, field: string): string[] {
  const value = object[field] ?? [];
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
  throw problem(field, value, 'a list of texts');
}

/** The object in a field; an empty one where it is absent. @throws FieldProblem */
export function objectIn(object: JsonObject, field: string): JsonObject {
  const value = object[field] ?? {};
  if (isJsonObject(value)) return value;
  throw problem(field, value, 'an object');
}

/** The objects in a field; none where it is absent. @throws FieldProblem */
export function objectsIn(object: JsonObject, field: string): JsonObject[] {
  const value = object[field] ?? [];
  if (Array.isArray(value) && value.every((one) => isJsonObject(one))) return value;
  throw problem(field, value, 'a list of objects');
}

const problem = (field: string, value: unknown, expected: string): FieldProblem =>
  new FieldProblem(`${field} is ${JSON.stringify(value)}; use ${expected}`);
