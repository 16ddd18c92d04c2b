import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../kernel/json.ts';
import type { RoutedRequest } from './routed-request.ts';
import { routeRequest } from './url-map-route.ts';

const request: RoutedRequest = { host: 'old.example.com', path: '/a/b?q=1' };
const withRule = (rule: JsonObject): JsonObject => ({
  hostRules: [{ hosts: ['*'], pathMatcher: 'm' }],
  pathMatchers: [{ name: 'm', routeRules: [{ priority: 1, matchRules: [{ prefixMatch: '/a' }], ...rule }] }],
});
const withPath = (paths: readonly string[], rule: JsonObject): JsonObject => ({
  hostRules: [{ hosts: ['*'], pathMatcher: 'm' }],
  pathMatchers: [{ name: 'm', pathRules: [{ paths, ...rule }] }],
});

describe('a redirect', () => {
  const redirected = (urlRedirect: JsonObject): unknown => {
    const route = routeRequest(withRule({ urlRedirect }), request);
    return route.kind === 'redirect' ? [route.code, route.url] : route;
  };

  test.each<[JsonObject, number, string]>([
    [{ hostRedirect: 'new.example.com' }, 301, 'http://new.example.com/a/b?q=1'],
    [{ httpsRedirect: true, redirectResponseCode: 'FOUND' }, 302, 'https://old.example.com/a/b?q=1'],
    [{ pathRedirect: '/z', redirectResponseCode: 'SEE_OTHER' }, 303, 'http://old.example.com/z?q=1'],
    [{ prefixRedirect: '/z', redirectResponseCode: 'TEMPORARY_REDIRECT' }, 307, 'http://old.example.com/z/b?q=1'],
    [{ stripQuery: true, redirectResponseCode: 'PERMANENT_REDIRECT' }, 308, 'http://old.example.com/a/b'],
  ])('%j answers %i with %s', (urlRedirect, code, url) => {
    expect(redirected(urlRedirect)).toEqual([code, url]);
  });

  test('can be the default of the map', () => {
    const route = routeRequest({ defaultUrlRedirect: { httpsRedirect: true } }, request);
    expect(route).toEqual({ kind: 'redirect', code: 301, url: 'https://old.example.com/a/b?q=1', rule: '' });
  });
});

describe('what goes to a backend', () => {
  const url = (urlMap: JsonObject, path = request.path): string => {
    const route = routeRequest(urlMap, { ...request, path });
    return route.kind === 'forward' ? route.url : route.kind;
  };
  const rewrite = (urlRewrite: JsonObject): JsonObject => ({ service: 's', routeAction: { urlRewrite } });

  test('is rewritten in its host and in the prefix that matched', () => {
    expect(url(withRule(rewrite({ hostRewrite: 'back.internal' })))).toBe('http://back.internal/a/b?q=1');
    expect(url(withRule(rewrite({ pathPrefixRewrite: '/v2' })))).toBe('http://old.example.com/v2/b?q=1');
    expect(url(withPath(['/a/*'], rewrite({ pathPrefixRewrite: '/' })))).toBe('http://old.example.com/b?q=1');
    expect(url(withPath(['/a/b'], rewrite({ pathPrefixRewrite: '/z' })))).toBe('http://old.example.com/z?q=1');
  });

  test('is rewritten by the variables of a template', () => {
    const rule = { ...rewrite({ pathTemplateRewrite: '/{y}-{x}' }), matchRules: [{ pathTemplateMatch: '/{x}/{y}' }] };
    expect(url(withRule(rule))).toBe('http://old.example.com/b-a?q=1');
  });

  test('is rewritten by a regular expression, whose groups go where the substitution has them', () => {
    const regexRewrite = { pathPattern: '/([^/]+)', pathSubstitution: String.raw`/\1$` };
    expect(url(withRule(rewrite({ regexRewrite })))).toBe('http://old.example.com/a$/b$?q=1');
  });

  test('goes to the heaviest of weighted services, and the others are named', () => {
    const weightedBackendServices = [
      { backendService: 'blue', weight: 10 },
      { backendService: 'green', weight: 90 },
    ];
    expect(routeRequest(withRule({ routeAction: { weightedBackendServices } }), request)).toMatchObject({
      service: 'green',
      services: [
        { service: 'blue', weight: 10 },
        { service: 'green', weight: 90 },
      ],
      rule: 'pathMatchers[0].routeRules[0]',
    });
  });

  test('is nothing where the map names no service', () => {
    expect(routeRequest({}, request)).toEqual({ kind: 'none', rule: '' });
  });
});
