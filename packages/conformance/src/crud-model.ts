import { deepStrictEqual } from 'node:assert/strict';
import type { Crud, Named } from './crud.ts';

/** What a collection must hold: by name, what was last put into each resource. */
export type Model<Resource extends Named> = Map<string, Resource>;

/** Reads a resource. @throws AssertionError if a field that was put into it reads otherwise. */
export async function readAsModelled<Resource extends Named>(
  model: Model<Resource>,
  crud: Crud<Resource>,
  name: string,
): Promise<Resource> {
  const actual = await crud.get(name);
  const expected = { ...model.get(name), name };
  deepStrictEqual(partOf(actual, expected), expected, `${crud.collection} ${name} does not read as it was put`);
  return actual;
}

/** Of `actual` what `shape` has fields for: the cloud adds defaults, on every level. */
function partOf(actual: unknown, shape: unknown): unknown {
  if (!isObject(actual) || !isObject(shape)) return actual;
  const kept = Object.entries(actual).filter(([key]) => Object.hasOwn(shape, key));
  return Object.fromEntries(kept.map(([key, value]) => [key, partOf(value, shape[key])]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
