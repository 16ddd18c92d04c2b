import { expect, test } from 'vitest';
import { withoutNull } from './without-null.ts';

test('what a patch clears is gone, at any depth; lists are as they are', () => {
  expect(withoutNull({ a: null, b: { c: null, d: 1 }, e: [null, { f: null }] })).toEqual({
    b: { d: 1 },
    e: [null, { f: null }],
  });
});
