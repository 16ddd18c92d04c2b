import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyJson } from './copy-json.ts';

/** Every object and array in a value. */
const partsOf = (value: unknown): readonly object[] =>
  typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(partsOf)] : [];

test('a copy is as the original, and shares nothing with it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const copy = copyJson(value);
      expect(copy).toStrictEqual(value);
      expect(JSON.stringify(copy)).toBe(JSON.stringify(value));
      const originals = new Set(partsOf(value));
      expect(partsOf(copy).filter((part) => originals.has(part))).toEqual([]);
    }),
  );
});

test('a field may have the name of a prototype', () => {
  const copy = copyJson(JSON.parse('{"__proto__": {"a": [1]}, "b": 2}') as object);
  expect(JSON.stringify(copy)).toBe('{"__proto__":{"a":[1]},"b":2}');
  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
});
