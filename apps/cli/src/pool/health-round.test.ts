import { expect, test } from 'vitest';
import { lookOrder } from './health-round.ts';

test('ports that are new come first, the others as they wait, and what is gone not at all', () => {
  expect(lookOrder([1, 2, 3], [])).toEqual([1, 2, 3]);
  expect(lookOrder([1, 2, 3, 4], [3, 1, 9, 2])).toEqual([4, 3, 1, 2]);
});
