import { describe, expect, test } from 'vitest';
import { A, B, storedUrlMap, urlMapRefusal, withMatcher, withRouteRule } from '../../../test/url-maps.ts';

const REDIRECT = { httpsRedirect: true };
const WEIGHTED = { weightedBackendServices: [{ backendService: B, weight: 1 }] };
const weights = (...list: readonly number[]): object => ({
  defaultRouteAction: { weightedBackendServices: list.map((weight) => ({ backendService: B, weight })) },
});

describe('exactly one thing decides where a request goes', () => {
  test.each([
    ['the map', 'resource.defaultService', {}],
    ['the map', 'resource.defaultService', { defaultService: A, defaultUrlRedirect: REDIRECT }],
    ['the map', 'resource.defaultService', { defaultService: A, defaultRouteAction: WEIGHTED }],
    ['the map', 'resource.defaultService', { defaultUrlRedirect: REDIRECT, defaultRouteAction: WEIGHTED }],
    ['a path matcher', 'resource.pathMatchers[0]', withMatcher({ defaultService: '' })],
    ['a path matcher', 'resource.pathMatchers[0]', withMatcher({ defaultUrlRedirect: REDIRECT })],
    ['a path rule', 'resource.pathMatchers[0].pathRules[0]', withMatcher({ pathRules: [{ paths: ['/x'] }] })],
    ['a route rule', 'resource.pathMatchers[0].routeRules[0]', withRouteRule({ urlRedirect: REDIRECT })],
  ])('in %s: %s', (_owner, field, urlMap) => {
    const told = urlMapRefusal(urlMap);
    expect(told).toContain(`400 Invalid value for field '${field}': ''. Exactly one of `);
  });

  test.each([
    { defaultUrlRedirect: { hostRedirect: 'x.example' } },
    { defaultRouteAction: WEIGHTED },
    { defaultService: A, defaultRouteAction: { timeout: { seconds: '1' } } },
  ])('%j', (urlMap) => {
    expect(storedUrlMap(urlMap)).toHaveProperty(Object.keys(urlMap)[0] ?? '');
  });
});

describe('weights', () => {
  const field = 'resource.defaultRouteAction.weightedBackendServices';

  test('are a thousand at most, and not all of them nothing', () => {
    expect(urlMapRefusal(weights(1, 1001))).toContain(`'${field}[1].weight': '1001'`);
    expect(urlMapRefusal(weights(0, 0))).toContain(`'${field}'`);
    expect(storedUrlMap(weights(0, 1000))).toMatchObject({
      defaultRouteAction: { weightedBackendServices: [{ weight: 0 }, { weight: 1000 }] },
    });
  });

  test('are those of services', () => {
    const defaultRouteAction = { weightedBackendServices: [{ weight: 1 }] };
    expect(urlMapRefusal({ defaultRouteAction })).toContain(`Required field '${field}[0].backendService'`);
  });
});

test('a path is rewritten in one way, and redirected in one way', () => {
  const urlRewrite = { pathPrefixRewrite: '/x', pathTemplateRewrite: '/y' };
  expect(urlMapRefusal({ defaultService: A, defaultRouteAction: { urlRewrite } })).toContain(
    "'resource.defaultRouteAction.urlRewrite'",
  );
  expect(urlMapRefusal({ defaultUrlRedirect: { pathRedirect: '/x', prefixRedirect: '/y' } })).toContain(
    "'resource.defaultUrlRedirect'",
  );
});

describe('a rewrite by template or regular expression is for route rules alone', () => {
  const weightedBackendServices = [{ backendService: B, weight: 1 }];
  const TEMPLATE = { weightedBackendServices, urlRewrite: { pathTemplateRewrite: '/x' } };
  const REGEX = { weightedBackendServices, urlRewrite: { regexRewrite: { pathPattern: 'x', pathSubstitution: 'y' } } };

  test.each([
    ['resource.defaultRouteAction.urlRewrite.pathTemplateRewrite', { defaultRouteAction: TEMPLATE }],
    ['resource.defaultRouteAction.urlRewrite.regexRewrite', { defaultRouteAction: REGEX }],
    [
      'resource.pathMatchers[0].defaultRouteAction.urlRewrite.regexRewrite',
      withMatcher({ defaultService: undefined, defaultRouteAction: REGEX }),
    ],
    [
      'resource.pathMatchers[0].pathRules[0].routeAction.urlRewrite.pathTemplateRewrite',
      withMatcher({ pathRules: [{ paths: ['/x'], routeAction: TEMPLATE }] }),
    ],
  ])('not %s', (field, urlMap) => {
    expect(urlMapRefusal(urlMap)).toContain(`'${field}'`);
  });

  test('which may have one', () => {
    const rule = { service: undefined, routeAction: REGEX, matchRules: [{ prefixMatch: '/' }] };
    expect(storedUrlMap(withRouteRule(rule))).toHaveProperty('pathMatchers');
  });
});
