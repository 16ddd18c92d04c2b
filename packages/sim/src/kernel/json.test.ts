import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from './json.ts';
import { asArray, asObject, asString, isObject, isSame } from './json.ts';

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>; // what fast-check calls JsonValue is Json

const other: fc.Arbitrary<Json> = fc.constantFrom<Json>(null, 0, '', false, [], {}, [[]], { a: 1 });

// -0 and 0 are one number in JSON, and Node's strict equality tells them apart.
const text = (value: Json): Json => JSON.parse(JSON.stringify(value));

test('is the same as Node says, for JSON', () => {
  fc.assert(
    fc.property(json, fc.oneof(json, other), (a, b) => {
      expect(isSame(a, structuredClone(a))).toBe(true);
      expect(isSame(a, b)).toBe(isDeepStrictEqual(text(a), text(b)));
      expect(isSame(b, a)).toBe(isSame(a, b));
    }),
  );
});

test('a small difference anywhere is a difference', () => {
  const one = { a: [{ b: 1 }, { c: [null, 'x'] }], d: {} };
  expect(isSame(one, structuredClone(one))).toBe(true);
  const changes: Json[] = [
    { ...one, d: { e: 1 } },
    { ...one, d: [] },
    { ...one, d: null },
    { ...one, a: [{ b: 1 }] },
    { ...one, a: [{ b: 1 }, { c: [null, 'x', 'x'] }] },
    { ...one, a: [{ b: 1 }, { c: ['x', null] }] },
    { ...one, a: [{ b: '1' }, { c: [null, 'x'] }] },
    { ...one, f: false },
  ];
  expect(changes.filter((changed) => isSame(one, changed) || isSame(changed, one))).toEqual([]);
});

test('an absent field and an undefined one are the same; null is neither', () => {
  expect(isSame({ a: 1 }, { a: 1, b: undefined })).toBe(true);
  expect(isSame({ a: 1, b: undefined }, { a: 1 })).toBe(true);
  expect(isSame({ a: undefined }, { b: undefined })).toBe(true);
  expect(isSame({ a: null }, {})).toBe(false);
  expect(isSame({}, { a: null })).toBe(false);
  expect(isSame(undefined, null)).toBe(false);
});

test('a value of the wrong type is as good as none', () => {
  expect([isObject({}), isObject([]), isObject(null), isObject('x')]).toEqual([true, false, false, false]);
  expect([asObject([]), asObject(null), asObject(undefined), asObject({ a: 1 })]).toEqual([{}, {}, {}, { a: 1 }]);
  expect([asArray({}), asArray(undefined), asArray([1])]).toEqual([[], [], [1]]);
  expect([asString(1), asString(undefined), asString('x')]).toEqual(['', '', 'x']);
});
