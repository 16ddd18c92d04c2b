import { expect, test } from 'vitest';
import { checkNumber, PORTS } from './number-range.ts';

test.each([
  [0, "Invalid value for field 'resource.port': '0'. Must be greater than or equal to 1"],
  [65_536, "Invalid value for field 'resource.port': '65536'. Must be less than or equal to 65535"],
])('%s is out of range', (value, message) => {
  expect(() => checkNumber(value, PORTS, 'resource.port')).toThrow(message);
});

test.each([1, 65_535, undefined, null, 'x'])('%s is not', (value) => {
  expect(() => checkNumber(value, PORTS, 'resource.port')).not.toThrow();
});
