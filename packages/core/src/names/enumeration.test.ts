import { expect, test } from 'vitest';
import { enumeration } from './enumeration.ts';

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
  [['a', 'b', 'c', 'd', 'e', 'f', 'g'], 'a, b, c, d, e and 2 more'],
])('%j reads %j', (words, sentence) => {
  expect(enumeration(words)).toBe(sentence);
});
