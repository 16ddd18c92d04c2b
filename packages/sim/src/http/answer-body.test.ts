import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../kernel/json.ts';
import { answerBody } from './answer-body.ts';
import { textOfBody } from './http-answer.ts';

const textOf = (answer: JsonObject, isCompact: boolean): string => textOfBody(answerBody(answer, isCompact).content);

/** As JSON.stringify writes it, of which nothing was kept. */
const written = (answer: JsonObject, isCompact: boolean): string =>
  isCompact ? JSON.stringify(answer) : `${JSON.stringify(answer, undefined, 2)}\n`;

const value = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constant('two\nlines'),
  fc.integer(),
  fc.jsonValue({ maxDepth: 2 }),
);
const resource = fc.dictionary(fc.string({ maxLength: 4 }), value, { maxKeys: 4 });
const items = fc.oneof(
  fc.array(resource, { minLength: 0, maxLength: 30 }),
  fc.dictionary(
    fc.string({ maxLength: 9 }),
    fc.dictionary(fc.constantFrom('networks', 'warning'), fc.array(resource, { maxLength: 12 })),
  ),
  fc.array(value, { maxLength: 12 }),
  value,
);
const page = fc.record(
  { kind: fc.string(), items, nextPageToken: fc.option(fc.string(), { nil: undefined }), empty: fc.constant({}) },
  { requiredKeys: [] },
) as fc.Arbitrary<JsonObject>;

describe('the body of an answer', () => {
  test('is its JSON, whatever of it was written before', () => {
    fc.assert(
      fc.property(page, fc.boolean(), (answer, isCompact) => {
        expect(textOf(answer, isCompact)).toBe(written(answer, isCompact));
        expect(textOf({ ...answer, more: 1 }, isCompact)).toBe(written({ ...answer, more: 1 }, isCompact));
      }),
    );
  });

  const networks = Array.from({ length: 40 }, (_, index) => ({ name: `n${index}`, description: 'ü'.repeat(index) }));

  test('has bytes where it is long, with all of them', () => {
    expect(answerBody({ items: networks }, false).content).toBeInstanceOf(Uint8Array);
    expect(answerBody({ description: 'ü'.repeat(20_000) }, false).content).toBeInstanceOf(Uint8Array);
    expect(typeof answerBody({ name: 'n' }, false).content).toBe('string');
  });

  test('is written once', () => {
    const answer = { items: networks };
    expect(answerBody(answer, true)).toBe(answerBody(answer, true));
    expect(answerBody(answer, true)).not.toBe(answerBody(answer, false));
  });

  test('has a digest that is the same for the same, and another one for all else', () => {
    const digestOf = (answer: JsonObject): string => answerBody(answer, false).digest;
    expect(digestOf({ items: structuredClone(networks) })).toBe(digestOf({ items: networks }));
    const others = [
      { items: networks.slice(1) },
      { items: networks.toReversed() },
      { items: networks, nextPageToken: 'x' },
      { items: networks.with(20, { name: 'n20', description: '' }) },
      { items: { global: { networks } } },
      { items: { global: { others: networks } } },
    ];
    expect(new Set([{ items: networks }, ...others].map(digestOf)).size).toBe(1 + others.length);
  });
});
