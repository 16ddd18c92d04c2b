import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stateInterval } from './state-interval.ts';

test('is what somebody has said, and 10,000 where few resources are written down', () => {
  expect(stateInterval(3, 1_000_000)).toBe(3);
  expect(stateInterval(undefined, 0)).toBe(10_000);
  expect(stateInterval(undefined, 40_000)).toBe(10_000);
  expect(stateInterval(undefined, 40_001)).toBe(20_000);
});

test('no command is charged for more than four resources, and lines of many resources are lines of few', () => {
  fc.assert(
    fc.property(fc.nat(10_000_000), fc.nat(10_000_000), (some, others) => {
      const [few, many] = [Math.min(some, others), Math.max(some, others)];
      const interval = stateInterval(undefined, many);
      expect(many / interval).toBeLessThanOrEqual(4);
      // A start applies no more than half as many commands as it reads resources.
      expect(interval).toBeLessThanOrEqual(Math.max(10_000, many / 2));
      expect(interval % stateInterval(undefined, few)).toBe(0);
    }),
  );
});
