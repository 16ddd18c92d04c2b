import { expect, test } from 'vitest';
import { shareOf } from './share.ts';

test.each([
  [0, 4, 0],
  [3, 4, 0.75],
  [9, 4, 1],
  [0, 0, 1],
])('%i of %i', (usage, limit, share) => {
  expect(shareOf({ usage, limit })).toBe(share);
});
