import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesGlob, matchesPath } from './glob.ts';

test.each([
  ['backendServices.*', 'backendServices.insert', true],
  ['*.insert', 'regionBackendServices.insert', true],
  ['*', '', true],
  ['**', 'anything', true],
  ['a*b*c', 'a-b-b-c', true],
  ['a*b*c', 'a-b-b-d', false],
  ['web-?', 'web-1', false],
  ['web-.', 'web-1', false],
  ['', 'a', false],
  ['a', '', false],
])('%j and %j', (pattern, text, expected) => {
  expect(matchesGlob(pattern, text)).toBe(expected);
});

test.each([
  ['projects/*/global/backendServices/web-*', 'projects/p/global/backendServices/web-1', true],
  ['projects/*/global/backendServices/*', 'projects/p/global/backendServices', false],
  ['projects/*', 'projects/p/global', false],
  ['projects/p/**', 'projects/p/global/backendServices/b', true],
  ['projects/p/**', 'projects/p', true],
  ['**/backendServices/*', 'projects/p/regions/r/backendServices/b', true],
  ['projects/**/b', 'projects/p/c', false],
])('%j and the path %j', (pattern, path, expected) => {
  expect(matchesPath(pattern, path)).toBe(expected);
});

test('a glob matches what the regular expression of the same meaning matches', () => {
  const piece = fc.constantFrom('a', 'b', '.');
  fc.assert(
    fc.property(
      fc.array(fc.oneof(piece, fc.constant('*')), { maxLength: 8 }),
      fc.array(piece, { maxLength: 12 }),
      (pattern, text) => {
        const source = pattern.map((one) => (one === '*' ? '.*' : one.replace('.', '\\.'))).join('');
        expect(matchesGlob(pattern.join(''), text.join(''))).toBe(new RegExp(`^${source}$`).test(text.join('')));
      },
    ),
  );
});

test('a pattern made to be slow is not', () => {
  expect(matchesGlob('*a'.repeat(200), `${'a'.repeat(5000)}b`)).toBe(false);
});
