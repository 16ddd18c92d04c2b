import { expect, test } from 'vitest';
import { compileRegex, matchesWhole, replaceMatches } from './url-map-regex.ts';

test('a pattern must match the whole text', () => {
  expect(matchesWhole('a+', 'aaa')).toBe(true);
  expect(matchesWhole('a+', 'aaab')).toBe(false);
});

test('what RE2 does not know is no pattern', () => {
  expect(compileRegex('(?=a)')).toBeUndefined();
  expect(compileRegex('(')).toBeUndefined();
  expect(matchesWhole('(', '(')).toBe(false);
  expect(replaceMatches('(', '(', 'x')).toBe('(');
});

test('a pattern that backtracking engines never finish takes no time', () => {
  expect(matchesWhole('(a+)+b', 'a'.repeat(5000))).toBe(false);
});

test('every match is replaced, and dollars stand for themselves', () => {
  expect(replaceMatches('([a-z])([0-9])', 'a1b2', String.raw`\2$1\1`)).toBe('1$1a2$1b');
});
