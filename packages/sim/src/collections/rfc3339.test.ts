import { describe, expect, test } from 'vitest';
import { timeAfter } from './rfc3339.ts';

describe('timeAfter', () => {
  test.each([
    ['2026-11-10T00:00:00Z', { seconds: '86400' }, '2026-11-11T00:00:00Z'],
    ['2026-11-10T00:00:00Z', { seconds: '0', nanos: 101 }, '2026-11-10T00:00:00.000000101Z'],
    ['2026-11-10T00:00:00.5Z', { seconds: '1' }, '2026-11-10T00:00:01.500Z'],
    ['2026-11-10T00:00:00.999999999Z', { nanos: 1 }, '2026-11-10T00:00:01Z'],
    ['2026-11-10T00:00:00-08:00', { seconds: '60' }, '2026-11-10T08:01:00Z'],
  ])('%s + %j = %s', (time, duration, expected) => {
    expect(timeAfter(time, duration)).toBe(expected);
  });

  test.each([
    ['yesterday', { seconds: '1' }],
    ['2026-11-10T00:00:00Z', { seconds: 'long' }],
  ])('is undefined for %s + %j', (time, duration) => {
    expect(timeAfter(time, duration)).toBeUndefined();
  });
});
