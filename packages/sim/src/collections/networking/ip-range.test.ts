import { expect, test } from 'vitest';
import { isInRange } from './ip-range.ts';

test.each(['10.0.1.0', '10.0.1.255'])('%s is in 10.0.1.0/24', (address) => {
  expect(isInRange(address, '10.0.1.0/24')).toBe(true);
});

test.each([
  ['10.0.0.255', '10.0.1.0/24'],
  ['10.0.2.0', '10.0.1.0/24'],
  ['10.0.1.0', '10.0.1.7/24'],
  ['10.0.1.0', ''],
  ['', '0.0.0.0/0'],
  ['fd20::1', '0.0.0.0/0'],
])('%j is not in %j', (address, cidr) => {
  expect(isInRange(address, cidr)).toBe(false);
});
