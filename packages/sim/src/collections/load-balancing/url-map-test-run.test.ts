import { describe, expect, test } from 'vitest';
import { A, B, projectWithServices, URL_MAPS, urlMapRefusal, withMatcher } from '../../../test/url-maps.ts';

const SCHEME = 'EXTERNAL_MANAGED';
const LINK = 'https://www.googleapis.com/compute/v1/projects/p1/';
const ROUTES = {
  pathRules: [
    { paths: ['/b/*'], service: B },
    { paths: ['/moved'], urlRedirect: { hostRedirect: 'new.example', redirectResponseCode: 'FOUND' } },
    { paths: ['/secure'], urlRedirect: { httpsRedirect: true } },
    {
      paths: ['/both'],
      routeAction: { weightedBackendServices: [A, B].map((backendService) => ({ backendService, weight: 1 })) },
    },
    { paths: ['/rewritten'], service: B, routeAction: { urlRewrite: { hostRewrite: 'inside.example' } } },
  ],
};
const withTests = (...tests: readonly object[]): object => withMatcher(ROUTES, { tests });
const TO_B = { host: 'h', path: '/b/x', service: B };

describe('a test passes', () => {
  test.each([
    TO_B,
    { host: 'h', path: '/b/x', service: LINK + B },
    { host: 'h', path: '/', service: A },
    { host: 'h', path: '/both', service: A },
    { host: 'h', path: '/both', service: B },
    { host: 'h', path: '/moved', expectedRedirectResponseCode: 302, expectedOutputUrl: 'http://new.example/moved' },
    { host: 'h', path: '/moved', expectedRedirectResponseCode: 302, expectedOutputUrl: 'https://new.example/moved' },
    { host: 'h', path: '/secure', expectedRedirectResponseCode: 301, expectedOutputUrl: 'https://h/secure' },
    { host: 'h', path: '/rewritten', service: B, expectedOutputUrl: 'inside.example/rewritten' },
  ])('%j', (item) => {
    const project = projectWithServices(SCHEME);
    project.make('POST', URL_MAPS, withTests(item));
    expect(project.get(`${URL_MAPS}/m`)['tests']).toMatchObject([item]);
  });
});

describe('a test fails', () => {
  test.each([
    [
      { host: 'h', path: '/x', service: B },
      `Test failure: Expect URL 'h/x' to map to service '${B}', but actually mapped to '${LINK}${A}'.`,
    ],
    [{ host: 'h', path: '/moved', service: B }, `but actually mapped to ''.`],
    [
      { host: 'h', path: '/secure', expectedRedirectResponseCode: 301, expectedOutputUrl: 'http://h/secure' },
      `Test failure: Expect URL 'h/secure' to have output URL 'http://h/secure', but actually had 'https://h/secure'.`,
    ],
    [
      { host: 'h', path: '/secure', expectedRedirectResponseCode: 302 },
      `Test failure: Expect URL 'h/secure' to be redirected with code 302, but actually got 301.`,
    ],
    [{ host: 'h', path: '/', expectedRedirectResponseCode: 301 }, 'but actually got 0.'],
  ])('%j', (item, message) => {
    const told = urlMapRefusal(withTests(item), SCHEME);
    expect(told).toContain("400 Invalid value for field 'urlMap.tests': ''. Test failure: ");
    expect(told).toContain(message);
  });

  test('and keeps the map as it was', () => {
    const project = projectWithServices(SCHEME);
    project.make('POST', URL_MAPS, withTests(TO_B));
    const before = project.get(`${URL_MAPS}/m`);
    // The tests that a map has are run with every change of it.
    expect(project.refusal('PATCH', `${URL_MAPS}/m`, { pathMatchers: [{ name: 'pm', defaultService: A }] })).toContain(
      'Test failure',
    );
    expect(project.get(`${URL_MAPS}/m`)).toEqual(before);
  });
});

test.each(['INTERNAL_MANAGED', 'INTERNAL_SELF_MANAGED'])(
  'is not run where proxies inside a network route: %s',
  (scheme) => {
    const project = projectWithServices(scheme);
    const failing = { host: 'h', path: '/x', service: B };
    project.make('POST', URL_MAPS, withTests(failing));
    expect(project.get(`${URL_MAPS}/m`)['tests']).toMatchObject([failing]);
  },
);

describe('a test makes sense', () => {
  test.each([
    [{ path: '/', service: A }, 'host must be specified'],
    [{ host: 'h', path: 'x', service: A }, 'path must start with "/"'],
    [{ host: 'h', path: '/', service: A, expectedRedirectResponseCode: 301 }, 'Only one of'],
    [{ host: 'h', path: '/' }, 'One of'],
  ])('not %j', (item, explanation) => {
    const told = urlMapRefusal({ defaultService: A, tests: [item] });
    expect(told).toContain("'resource.tests[0]'");
    expect(told).toContain(explanation);
  });
});
