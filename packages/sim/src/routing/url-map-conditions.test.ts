import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../kernel/json.ts';
import type { RoutedRequest } from './routed-request.ts';
import { matchRule } from './url-map-conditions.ts';

const request = (path: string, headers: Record<string, string> = {}): RoutedRequest => ({
  host: 'shop.example.com:8080',
  path,
  method: 'POST',
  scheme: 'https',
  headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
});
const matches = (rule: JsonObject, path: string, headers?: Record<string, string>): boolean =>
  matchRule(rule, request(path, headers)) !== undefined;

describe('the path', () => {
  test.each<[JsonObject, string, boolean]>([
    [{ prefixMatch: '/a' }, '/ab', true],
    [{ prefixMatch: '/A' }, '/ab', false],
    [{ prefixMatch: '/A', ignoreCase: true }, '/ab', true],
    [{ prefixMatch: '/*' }, '/a', false],
    [{ fullPathMatch: '/a' }, '/a?x=1', true],
    [{ fullPathMatch: '/a' }, '/a/', false],
    [{ fullPathMatch: '/A', ignoreCase: true }, '/a', true],
    [{ regexMatch: '/[ab]+' }, '/abba', true],
    [{ regexMatch: '/[ab]+' }, '/abc', false],
    [{ pathTemplateMatch: '/{a}/b' }, '/x/b', true],
    [{ pathTemplateMatch: '/{a}/b' }, '/x/c', false],
    [{}, '/anything', true],
  ])('%j against %s: %s', (rule, path, expected) => {
    expect(matches(rule, path)).toBe(expected);
  });
});

describe('a header', () => {
  test.each<[JsonObject, string | undefined, boolean]>([
    [{ exactMatch: 'v' }, 'v', true],
    [{ exactMatch: 'v' }, 'w', false],
    [{ exactMatch: 'v' }, undefined, false],
    [{ exactMatch: 'v', invertMatch: true }, undefined, true],
    [{ prefixMatch: 'be' }, 'beta', true],
    [{ suffixMatch: 'ta' }, 'beta', true],
    [{ suffixMatch: 'be' }, 'beta', false],
    [{ regexMatch: 'b.*a' }, 'beta', true],
    [{ regexMatch: 'b' }, 'beta', false],
    [{ presentMatch: true }, '', true],
    [{ presentMatch: true }, undefined, false],
    [{ rangeMatch: { rangeStart: '-5', rangeEnd: '0' } }, '-3', true],
    [{ rangeMatch: { rangeStart: '-5', rangeEnd: '0' } }, '0', false],
    [{ rangeMatch: { rangeStart: '-5', rangeEnd: '0' } }, '0.25', false],
    [{ rangeMatch: { rangeStart: '-5', rangeEnd: '0' } }, '-3x', false],
  ])('%j against %s: %s', (match, value, expected) => {
    const rule = { headerMatches: [{ headerName: 'X-Test', ...match }] };
    expect(matches(rule, '/', value === undefined ? {} : { 'x-test': value })).toBe(expected);
  });

  test.each([
    [':authority', 'shop.example.com:8080'],
    [':method', 'POST'],
    [':path', '/a?b=c'],
    [':scheme', 'https'],
    ['PORT', '8080'],
    ['host', 'shop.example.com:8080'],
  ])('%s is %s', (headerName, exactMatch) => {
    expect(matches({ headerMatches: [{ headerName, exactMatch }] }, '/a?b=c')).toBe(true);
  });

  test('must match together with all others and with the path', () => {
    const rule = {
      prefixMatch: '/a',
      headerMatches: [
        { headerName: 'a', exactMatch: '1' },
        { headerName: 'b', exactMatch: '2' },
      ],
    };
    expect(matches(rule, '/a', { a: '1', b: '2' })).toBe(true);
    expect(matches(rule, '/a', { a: '1' })).toBe(false);
    expect(matches(rule, '/b', { a: '1', b: '2' })).toBe(false);
  });
});

test.each<[JsonObject, string, boolean]>([
  [{ exactMatch: '1' }, '/?page=1', true],
  [{ exactMatch: '1' }, '/?page=2', false],
  [{ exactMatch: '1' }, '/', false],
  [{ presentMatch: true }, '/?page', true],
  [{ presentMatch: true }, '/?other', false],
  [{ regexMatch: '[0-9]+' }, '/?page=12', true],
  [{ regexMatch: '[0-9]+' }, '/?page=1a', false],
])('a query parameter: %j against %s: %s', (match, path, expected) => {
  expect(matches({ queryParameterMatches: [{ name: 'page', ...match }] }, path)).toBe(expected);
});

test.each([
  ['MATCH_ANY', { planet: 'mars' }, true],
  ['MATCH_ANY', { planet: 'venus' }, false],
  ['MATCH_ALL', { planet: 'mars' }, false],
  ['MATCH_ALL', { planet: 'mars', moon: 'phobos' }, true],
] as const)('metadata: %s of %j: %s', (filterMatchCriteria, metadata, expected) => {
  const filterLabels = [
    { name: 'planet', value: 'mars' },
    { name: 'moon', value: 'phobos' },
  ];
  const rule = { metadataFilters: [{ filterMatchCriteria, filterLabels }] };
  expect(matchRule(rule, { host: 'h', path: '/', metadata }) !== undefined).toBe(expected);
});
