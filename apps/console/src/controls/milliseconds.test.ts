import { expect, test } from 'vitest';
import { millisecondsIn } from './milliseconds.ts';

test.each([
  ['500 ms', 500],
  ['30s', 30_000],
  ['1.5 min', 90_000],
  ['2H', 7_200_000],
  ['1 d', 86_400_000],
  ['7', 7_000],
  ['', undefined],
  ['-1 s', undefined],
  ['3 weeks', undefined],
  ['constructor', undefined],
  ['1 constructor', undefined],
])('%j', (text, ms) => {
  expect(millisecondsIn(text)).toBe(ms);
});
