import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../kernel/json.ts';
import type { RoutedRequest } from './routed-request.ts';
import { routeRequest } from './url-map-route.ts';

const service = (urlMap: JsonObject, request: RoutedRequest): string => {
  const route = routeRequest(urlMap, request);
  return route.kind === 'forward' ? route.service : route.kind;
};

describe('the host', () => {
  const urlMap: JsonObject = {
    defaultService: 'default',
    hostRules: [
      { hosts: ['*.example.com', '*-eu.example.org'], pathMatcher: 'wild' },
      { hosts: ['www.example.com'], pathMatcher: 'www' },
      { hosts: ['*.api.example.com'], pathMatcher: 'api' },
      { hosts: ['ports.example.net:8080'], pathMatcher: 'port' },
    ],
    pathMatchers: ['wild', 'www', 'api', 'port'].map((name) => ({ name, defaultService: name })),
  };

  test.each([
    ['www.example.com', 'www'],
    ['WWW.Example.COM', 'www'],
    ['www.example.com:8443', 'www'],
    ['v1.api.example.com', 'api'],
    ['mail.example.com', 'wild'],
    ['shop-eu.example.org', 'wild'],
    ['example.com', 'default'],
    ['ports.example.net:8080', 'port'],
    ['ports.example.net', 'default'],
  ])('%s goes to %s: the host itself before wildcards, longer ones before shorter', (host, expected) => {
    expect(service(urlMap, { host, path: '/' })).toBe(expected);
  });

  test('* alone takes what nothing else takes', () => {
    const any = { ...urlMap, hostRules: [{ hosts: ['*'], pathMatcher: 'wild' }] };
    expect(service(any, { host: 'anything', path: '/' })).toBe('wild');
  });
});

const withMatcher = (matcher: JsonObject): JsonObject => ({
  defaultService: 'default',
  hostRules: [{ hosts: ['*'], pathMatcher: 'm' }],
  pathMatchers: [{ name: 'm', defaultService: 'rest', ...matcher }],
});
const get = (path: string, more: Partial<RoutedRequest> = {}): RoutedRequest => ({ host: 'h', path, ...more });

describe('path rules', () => {
  const urlMap = withMatcher({
    pathRules: [
      { paths: ['/a/*'], service: 'short' },
      { paths: ['/a/b/*', '/x'], service: 'long' },
      { paths: ['/a/b/c'], service: 'exact' },
    ],
  });

  test.each([
    ['/a/b/c', 'exact'],
    ['/a/b/c?q=/a/z', 'exact'],
    ['/a/b/c#/a/z', 'exact'],
    ['/a/b/d', 'long'],
    ['/a/', 'short'],
    ['/a/z', 'short'],
    ['/a', 'rest'],
    ['/x', 'long'],
    ['/x/', 'rest'],
  ])('%s goes to %s: the path itself, then the longest prefix', (path, expected) => {
    expect(service(urlMap, get(path))).toBe(expected);
  });

  test('their order does not matter', () => {
    const rules = ['/a/*', '/a/b/*', '/a/b/c', '/a/b/c/*', '/*'].map((path) => ({ paths: [path], service: path }));
    const path = fc.constantFrom('/a/b/c', '/a/b/c/d', '/a/b/x', '/a/x', '/x', '/');
    fc.assert(
      fc.property(path, fc.shuffledSubarray(rules, { minLength: rules.length }), (asked, shuffled) => {
        const expected = service(withMatcher({ pathRules: rules }), get(asked));
        expect(service(withMatcher({ pathRules: shuffled }), get(asked))).toBe(expected);
      }),
    );
  });
});

describe('route rules', () => {
  test('are looked at by priority, and the first that matches decides', () => {
    const urlMap = withMatcher({
      routeRules: [
        { priority: 9, matchRules: [{ prefixMatch: '/' }], service: 'last' },
        { priority: 0, matchRules: [{ prefixMatch: '/a' }], service: 'first' },
        { priority: 5, matchRules: [{ fullPathMatch: '/a/b' }], service: 'never' },
      ],
    });
    expect(service(urlMap, get('/a/b'))).toBe('first');
    expect(service(urlMap, get('/b'))).toBe('last');
    expect(routeRequest(urlMap, get('/b')).rule).toBe('pathMatchers[0].routeRules[0]');
  });

  test('match when one of their match rules does, and always when there is none', () => {
    const urlMap = withMatcher({
      routeRules: [
        { priority: 1, matchRules: [{ fullPathMatch: '/a' }, { fullPathMatch: '/b' }], service: 'either' },
        { priority: 2, service: 'any' },
      ],
    });
    expect(service(urlMap, get('/b'))).toBe('either');
    expect(service(urlMap, get('/c'))).toBe('any');
  });

  test('leave what none of them matches to the default of the path matcher', () => {
    const urlMap = withMatcher({ routeRules: [{ priority: 1, matchRules: [{ prefixMatch: '/a' }], service: 'a' }] });
    expect(service(urlMap, get('/b'))).toBe('rest');
  });
});
