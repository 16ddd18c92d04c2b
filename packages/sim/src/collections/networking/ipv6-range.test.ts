import { expect, test } from 'vitest';
import { formatGroups, groupsOf } from './ipv6-range.ts';

test.each([
  ['2001:DB8::', '2001:db8:0:0:0:0:0:0'],
  ['2001:0db8:0:0:1::', '2001:db8:0:0:1:0:0:0'],
  ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
  ['::1', '0:0:0:0:0:0:0:1'],
  ['::', '0:0:0:0:0:0:0:0'],
  ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
])('%s is %s in full', (address, full) => {
  expect(formatGroups(groupsOf(address) ?? [])).toBe(full);
});

test.each(['', '1:2:3', '1::2::3', '1:2:3:4:5:6:7:8:9', '::ffff:1.2.3.4', 'fe80::1%eth0', '10.0.0.1', '2001:db8::/64'])(
  '%j is no address of eight groups',
  (address) => {
    expect(groupsOf(address)).toBeUndefined();
  },
);
