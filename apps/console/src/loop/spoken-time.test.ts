import { expect, test } from 'vitest';
import { spokenLength, spokenTime } from './spoken-time.ts';

test.each([
  [-5, '0 s'],
  [0, '0 s'],
  [1_999, '1 s'],
  [119_999, '119 s'],
  [120_000, '2 min'],
  [7_199_999, '119 min'],
  [7_200_000, '2 h'],
  [180_000_000, '2 d'],
])('%i ms are %s', (ms, said) => expect(spokenLength(ms)).toBe(said));

test('a time is that of UTC', () => expect(spokenTime(0)).toBe('1970-01-01 00:00:00'));
