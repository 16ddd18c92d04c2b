import { expect, test } from 'vitest';
import { checkLabelName } from './label-name.ts';

test.each(['a', 'a-1', `a${'b'.repeat(61)}c`])('%s is a label', (name) => {
  expect(checkLabelName(name, 'resource.name')).toBe(name);
});

test.each(['', 'A', '1a', 'a-', 'a_b', 'a.b', 'a\n', 'a'.repeat(64), 1, undefined])('%j is none', (name) => {
  expect(() => checkLabelName(name, 'resource.tags[0]')).toThrow(
    "Invalid value for field 'resource.tags[0]': '" +
      `${name ?? ''}'. Must be a match of regex '(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)'`,
  );
});
