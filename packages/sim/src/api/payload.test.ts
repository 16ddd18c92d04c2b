import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../kernel/refusal.ts';
import { readPayload } from './payload.ts';

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

function refusalOf(body: unknown): Refusal {
  try {
    readPayload(body);
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal;
    throw refusal;
  }
  throw new Error('Accepted');
}

describe('a body', () => {
  test('is JSON text, or the value that such a text stands for', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        const through = JSON.parse(text);
        // A text is taken for JSON, so a value that is a text cannot be sent bare.
        const isText = typeof value === 'string';
        expect([readPayload(text), readPayload(isText ? text : value)]).toEqual([through, through]);
      }),
    );
  });

  test.each([undefined, '', '  \n', () => 1, Symbol('x')])('%s is none', (body) => {
    expect(readPayload(body)).toBeUndefined();
  });

  test('is a value of its own, that the caller cannot write to afterwards', () => {
    const labels = { a: 'x' };
    const read = readPayload({ labels });
    labels.a = 'y';
    expect(read).toEqual({ labels: { a: 'x' } });
  });

  test('keeps a field called __proto__ a field', () => {
    expect(Object.keys(readPayload('{"__proto__": 1}') as object)).toEqual(['__proto__']); // an object, as sent
  });
});

describe('what is no JSON is refused', () => {
  const circular: Record<string, unknown> = {};
  circular['self'] = circular;

  test.each([
    ['an open brace', '{'],
    ['no literal', 'undefined'],
    ['single quotes', "{'a': 1}"],
    ['a trailing comma', '[1,]'],
    ['a circle', circular],
    ['a bigint', { n: 1n }],
  ])('%s', (_, body) => {
    const refusal = refusalOf(body);
    expect(refusal).toMatchObject({ status: 400, reason: 'parseError', frontEndStatus: 'INVALID_ARGUMENT' });
    expect(refusal.message).toMatch(/^Invalid JSON payload received\. ./);
  });

  test('so is what holds too much, before it is parsed', () => {
    const keys = (count: number): string => `{${Array.from({ length: count }, (_, index) => `"k${index}":1`).join()}}`;
    expect(readPayload(keys(50_000))).toBeDefined();
    for (const body of [keys(50_001), `{"a":[${'{},'.repeat(30_000)}`]) {
      expect(refusalOf(body)).toMatchObject({ status: 413, message: expect.stringContaining('more than 50000') });
    }
  });

  test('so is what is nested more than a hundred levels deep', () => {
    expect(readPayload(nested(100))).toBeDefined();
    for (const levels of [101, 1000, 200_000]) expect(refusalOf(nested(levels)).message).toContain('too deep');
    let deep: unknown = 1;
    for (let level = 0; level < 50_000; level++) deep = { deep };
    expect(refusalOf(deep).reason).toBe('parseError');
  });
});
