import { describe, expect, test } from 'vitest';
import { testProject } from '../../../test/test-project.ts';
import {
  A,
  B,
  projectWithServices,
  storedUrlMap,
  URL_MAPS,
  withMatcher,
  withRouteRule,
} from '../../../test/url-maps.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { asString } from '../../kernel/json.ts';

const LINK = 'https://www.googleapis.com/compute/v1/projects/p1/';

describe('a URL map', () => {
  test('has no defaults of its own', () => {
    expect(storedUrlMap({ defaultService: A })).toEqual({
      kind: 'compute#urlMap',
      id: expect.any(String),
      creationTimestamp: expect.any(String),
      name: 'm',
      defaultService: LINK + A,
      fingerprint: expect.any(String),
      selfLink: `${LINK}global/urlMaps/m`,
      status: { quotaUsage: { forwardingRules: 0, units: '10' } },
    });
  });

  test('shows both parts of a duration, and of a test its description', () => {
    const routeAction = {
      weightedBackendServices: [{ backendService: B, weight: 1 }],
      timeout: { seconds: '5' },
      retryPolicy: { perTryTimeout: { nanos: 7 } },
    };
    const map = storedUrlMap({
      ...withRouteRule({ service: undefined, routeAction, matchRules: [{ prefixMatch: '/' }] }),
      tests: [{ host: 'h', path: '/', service: B }],
    });
    expect(map).toMatchObject({
      pathMatchers: [
        {
          routeRules: [
            {
              routeAction: {
                timeout: { seconds: '5', nanos: 0 },
                retryPolicy: { perTryTimeout: { seconds: '0', nanos: 7 } },
              },
            },
          ],
        },
      ],
      tests: [{ description: '', host: 'h', path: '/', service: B }],
    });
  });

  test('a change is checked as the whole is', () => {
    const project = projectWithServices();
    project.make('POST', URL_MAPS, { name: 'm', defaultService: A });
    const { fingerprint } = project.get(`${URL_MAPS}/m`);
    const bad = { fingerprint, hostRules: [{ hosts: ['h'], pathMatcher: 'pm' }] };
    for (const method of ['PATCH', 'PUT']) {
      expect(project.refusal(method, `${URL_MAPS}/m`, { name: 'm', defaultService: A, ...bad })).toContain(
        'Bad path matcher name specified in host rule.',
      );
    }
  });

  test('is replaced with its fingerprint alone, and patched without', () => {
    const project = projectWithServices();
    project.make('POST', URL_MAPS, { name: 'm', defaultService: A });
    const whole = { name: 'm', defaultService: B };
    expect(project.refusal('PUT', `${URL_MAPS}/m`, whole)).toBe(
      "400 Required field 'resource.fingerprint' not specified",
    );
    project.replace(`${URL_MAPS}/m`, whole);
    project.make('PATCH', `${URL_MAPS}/m`, { description: 'd' });
  });
});

describe('validate', () => {
  const resultOf = (resource: object, more: object = {}, project = projectWithServices()): unknown => {
    const { status, body } = project.send('POST', `${URL_MAPS}/any/validate`, { resource, ...more });
    return status === 200 ? body?.['result'] : status;
  };

  test('loads a map that need not exist, and stores nothing', () => {
    const project = projectWithServices();
    expect(resultOf({ defaultService: A }, {}, project)).toEqual({ loadSucceeded: true, testPassed: true });
    expect(project.names(URL_MAPS)).toEqual([]);
  });

  test('tells which tests fail, and what happened instead', () => {
    const passing = { host: 'h', path: '/', service: A };
    const failing = { host: 'h', path: '/x', service: B, headers: [{ name: 'n', value: 'v' }] };
    const redirected = { host: 'h', path: '/r', expectedRedirectResponseCode: 308, expectedOutputUrl: 'https://h/q' };
    const pathRules = [{ paths: ['/r'], urlRedirect: { httpsRedirect: true } }];
    expect(resultOf(withMatcher({ pathRules }, { tests: [passing, failing, redirected] }))).toEqual({
      loadSucceeded: true,
      testPassed: false,
      testFailures: [
        {
          host: 'h',
          path: '/x',
          headers: [{ name: 'n', value: 'v' }],
          expectedService: B,
          actualService: LINK + A,
        },
        {
          host: 'h',
          path: '/r',
          expectedRedirectResponseCode: 308,
          actualRedirectResponseCode: 301,
          expectedOutputUrl: 'https://h/q',
          actualOutputUrl: 'https://h/r',
        },
      ],
    });
  });

  test('tells why a map cannot be loaded', () => {
    expect(resultOf({ defaultService: A, hostRules: [{ hosts: ['h'], pathMatcher: 'pm' }] })).toEqual({
      loadSucceeded: false,
      loadErrors: [
        "Invalid value for field 'resource.hostRules[0].pathMatcher': 'pm'. Bad path matcher name specified in host rule.",
      ],
      testPassed: false,
    });
    expect(resultOf({ defaultService: A }, { loadBalancingSchemes: ['EXTERNAL_MANAGED'] })).toMatchObject({
      loadSucceeded: false,
    });
  });

  test('needs a map, and services that exist', () => {
    const project = projectWithServices();
    expect(project.refusal('POST', `${URL_MAPS}/m/validate`, {})).toBe(
      "400 Required field 'resource.resource' not specified",
    );
    expect(resultOf({ defaultService: 'global/backendServices/none' })).toBe(404);
  });

  test('works for the maps of a region', () => {
    const project = testProject();
    const scope = 'regions/us-central1';
    project.make('POST', `${scope}/backendServices`, { name: 'a', loadBalancingScheme: 'INTERNAL_MANAGED' });
    const resource: JsonObject = { defaultService: `${scope}/backendServices/a` };
    expect(project.send('POST', `${scope}/urlMaps/m/validate`, { resource }).body).toEqual({
      result: { loadSucceeded: true, testPassed: true },
    });
  });
});

describe('invalidateCache', () => {
  const invalidate = (body: object): string => {
    const project = projectWithServices();
    project.make('POST', URL_MAPS, { name: 'm', defaultService: A });
    const { status, body: answer } = project.send('POST', `${URL_MAPS}/m/invalidateCache`, body);
    return status === 200
      ? asString(answer?.['operationType'])
      : project.refusal('POST', `${URL_MAPS}/m/invalidateCache`, body);
  };

  test.each([{ path: '/x' }, { path: '/x/*' }, { path: '/*', host: 'h' }, { cacheTags: ['t'] }])('%j', (body) => {
    expect(invalidate(body)).toBe('invalidateCache');
  });

  test.each([
    [{}, "Required field 'resource.path'"],
    [{ path: 'x' }, "'resource.path': 'x'"],
    [{ path: '/x*' }, "'resource.path': '/x*'"],
    [{ path: '/x?y' }, "'resource.path': '/x?y'"],
    [{ cacheTags: Array.from({ length: 11 }, (_, index) => `t${index}`) }, "'resource.cacheTags'"],
  ])('%j is refused', (body, message) => {
    expect(invalidate(body)).toContain(message);
  });
});
