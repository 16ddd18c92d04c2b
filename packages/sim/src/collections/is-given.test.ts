import { expect, test } from 'vitest';
import { isGiven } from './is-given.ts';

test.each([[undefined], [null], [''], [[]]])('%j is how a field is left out', (value) => {
  expect(isGiven(value)).toBe(false);
});

test.each([[0], [false], ['x'], [['x']], [{}]])('%j is a value', (value) => {
  expect(isGiven(value)).toBe(true);
});
