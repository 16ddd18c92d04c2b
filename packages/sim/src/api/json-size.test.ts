import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonSizeOf } from './json-size.ts';

const ENDLESS = { depth: Infinity, values: Infinity };

/** The same of what the text says. */
function sizeOf(value: unknown): { depth: number; values: number } {
  if (typeof value !== 'object' || value === null) return { depth: 0, values: 0 };
  const parts = Object.values(value).map(sizeOf);
  return {
    depth: 1 + Math.max(0, ...parts.map(({ depth }) => depth)),
    values: 1 + Math.max(0, parts.length - 1) + parts.reduce((sum, { values }) => sum + values, 0),
  };
}

const text = fc.oneof(fc.string(), fc.stringMatching(/^[\\"{}[\],:]*$/));
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6 },
    text,
    fc.integer(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
})).value;

test('is that of what the text says, whatever stands in its strings', () => {
  fc.assert(
    fc.property(json, fc.constantFrom(0, 2), (value, indentation) => {
      const sent = JSON.stringify(value, undefined, indentation);
      expect(jsonSizeOf(sent, ENDLESS)).toEqual(sizeOf(JSON.parse(sent)));
    }),
  );
});

test.each(['"', '"\\"', '{"a', ']]', '', '\\'])('ends with %j, which is no JSON', (broken) => {
  expect(jsonSizeOf(broken, ENDLESS)).toBeDefined();
});

test('is not looked for beyond what there may be', () => {
  expect(jsonSizeOf('['.repeat(50), { depth: 3, values: 100 })).toEqual({ depth: 4, values: 4 });
  expect(jsonSizeOf(`[${'1,'.repeat(50)}1]`, { depth: 3, values: 20 })).toEqual({ depth: 1, values: 21 });
});
