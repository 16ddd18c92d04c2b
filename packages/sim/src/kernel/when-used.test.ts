import { expect, test } from 'vitest';
import { whenUsed } from './when-used.ts';

test('nothing is made before it is used, and then once', () => {
  let made = 0;
  const counted = whenUsed(() => ({ count: (made += 1) }));
  expect(made).toBe(0);
  expect(counted()).toBe(counted());
  expect(made).toBe(1);
});
