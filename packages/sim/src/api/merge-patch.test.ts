import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../kernel/json.ts';
import { mergePatch } from './merge-patch.ts';

const object = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor'),
  fc.jsonValue({ maxDepth: 3 }),
  {
    noNullPrototype: true,
  },
) as fc.Arbitrary<JsonObject>; // JSON values in a record are a JsonObject

describe('merge patch', () => {
  test.each([
    // Absent keeps, null clears, lists are replaced whole, objects are merged: the cases of RFC 7396 that are objects.
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
    // And an empty list clears, as gcloud relies on.
    [{ a: [1], b: 2 }, { a: [] }, { b: 2 }],
  ])('%j patched with %j is %j', (target, patch, expected) => {
    expect(mergePatch(target, patch)).toEqual(expected);
  });

  test('patching twice is patching once, and neither argument is written to', () => {
    fc.assert(
      fc.property(object, object, (target, patch) => {
        const before = JSON.stringify([target, patch]);
        const once = mergePatch(target, patch);
        expect(JSON.stringify(mergePatch(once, patch))).toBe(JSON.stringify(once));
        expect(JSON.stringify([target, patch])).toBe(before);
      }),
    );
  });

  test('nothing is kept but what either has', () => {
    fc.assert(
      fc.property(object, (target) => {
        expect(JSON.stringify(mergePatch(target, {}))).toBe(JSON.stringify(target));
        const cleared = Object.fromEntries(Object.keys(target).map((name) => [name, null]));
        expect(Object.keys(mergePatch(target, cleared))).toEqual([]);
      }),
    );
  });

  test('a key called __proto__ is a key like any other', () => {
    const patch = JSON.parse('{"labels": {"__proto__": "x"}}');
    const merged = mergePatch({ labels: { a: 'b' } }, patch);
    expect(JSON.stringify(merged)).toBe('{"labels":{"a":"b","__proto__":"x"}}');
    expect(JSON.stringify(mergePatch(merged, JSON.parse('{"labels": {"__proto__": null}}')))).toBe(
      '{"labels":{"a":"b"}}',
    );
  });
});
