import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gainOf } from './sharded-logs.ts';

const sharding = fc.record({
  projects: fc.integer({ min: 1, max: 300 }),
  skew: fc.double({ min: 0, max: 2, noNaN: true }),
  logs: fc.integer({ min: 1, max: 16 }),
});

test('several logs take no less than one, and no more than each of them as much as one', () => {
  fc.assert(
    fc.property(sharding, fc.integer(), (given, seed) => {
      const gain = gainOf(given, seed);
      expect(gain).toBeGreaterThanOrEqual(1 - 1e-9);
      expect(gain).toBeLessThanOrEqual(Math.min(given.logs, given.projects) + 1e-9);
    }),
  );
});

test('one log is one log, and one project is on one', () => {
  expect(gainOf({ projects: 100, skew: 1, logs: 1 }, 1)).toBeCloseTo(1);
  expect(gainOf({ projects: 1, skew: 1, logs: 8 }, 1)).toBe(1);
});

test('many projects that are alike are spread well, and no log takes the busiest of all away from another', () => {
  expect(gainOf({ projects: 10_000, skew: 0, logs: 8 }, 1)).toBeGreaterThan(7);
  const all = { projects: 1000, skew: 1.2 };
  const busiest = 1 / Array.from({ length: 1000 }, (_, index) => (index + 1) ** -1.2).reduce((sum, one) => sum + one);
  expect(gainOf({ ...all, logs: 1000 }, 1)).toBeLessThanOrEqual(1 / busiest + 1e-9);
});
