import { expect, test } from 'vitest';
import { isMatch } from './call-text.ts';

const CALL = {
  sequence: 1,
  time: 0,
  method: 'addresses.insert',
  httpMethod: 'POST',
  path: 'projects/p/regions/r/addresses',
  user: 'alice@example.com',
  status: 409,
  reason: 'alreadyExists',
};

test.each([
  ['', true],
  ['insert 409', true],
  ['ALICE  already', true],
  ['insert 200', false],
  ['bob', false],
])('a search for %j', (search, expected) => {
  expect(isMatch(CALL, search)).toBe(expected);
});
