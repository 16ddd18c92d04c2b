import { expect, test } from 'vitest';
import { Refusal } from '../kernel/refusal.ts';
import { checkName } from './name.ts';

test.each(['a', 'a1', 'a-b', `a${'b'.repeat(62)}`])('%s is a name', (name) => {
  expect(checkName(name)).toBe(name);
});

test.each(['A', '1a', 'a-', '-a', 'a_b', 'a.b', 'a b', 'ä', `a${'b'.repeat(63)}`, 'a\n', 7])('%j is none', (name) => {
  expect(() => checkName(name)).toThrowError(
    expect.objectContaining({
      status: 400,
      reason: 'invalid',
      message: `Invalid value for field 'resource.name': '${name}'. Must be a match of regex '(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)'`,
    }),
  );
});

test.each([undefined, null, ''])('%j is missing', (name) => {
  expect(() => checkName(name)).toThrow(Refusal);
  expect(() => checkName(name)).toThrowError(
    expect.objectContaining({ reason: 'required', message: "Required field 'resource.name' not specified" }),
  );
});
