import { expect, test } from 'vitest';
import { isInRange, parseIpRange } from './ip-range.ts';

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

test.each([
  ['10.0.1.0/24', { first: 0x0a000100, last: 0x0a0001ff }],
  ['0.0.0.0/0', { first: 0, last: 0xffffffff }],
  ['10.0.0.1/32', { first: 0x0a000001, last: 0x0a000001 }],
  ['10.0.0.0/08', { first: 0x0a000000, last: 0x0affffff }],
])('%s is a range', (cidr, range) => {
  expect(parseIpRange(cidr)).toEqual(range);
});

test.each(['10.0.0.0/', '10.0.0.0/33', '10.0.0.0/2x', '10.0.0.0/-1', '10.0.0.0/008', '10.0.0.0/ 8', '10.0.0.0', '/8'])(
  '%j is none',
  (cidr) => {
    expect(parseIpRange(cidr)).toBeUndefined();
  },
);
