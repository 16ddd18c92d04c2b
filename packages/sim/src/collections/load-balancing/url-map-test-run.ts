import { isSamePath } from '../../kernel/reference-path.ts';
import { pathOnly } from '../../routing/routed-request.ts';
import type { Route } from '../../routing/url-map-action.ts';
import { routeRequest } from '../../routing/url-map-route.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type Test = Resource<'UrlMapTest'>;
type Failure = Resource<'TestFailure'>;

/** The tests of a URL map that do not pass, each with what was expected and what happened. */
export function failedTests(urlMap: Resource<'UrlMap'>, project: string): readonly Failure[] {
  return (urlMap.tests ?? []).flatMap((test) => {
    const { host = '', path = '', headers = [] } = test;
    const named = headers.map(({ name = '', value = '' }) => ({ name, value }));
    const route = routeRequest(urlMap, { host, path, headers: named });
    return passes(test, route, project) ? [] : [failureOf(test, route)];
  });
}

function passes(test: Test, route: Route, project: string): boolean {
  const { service = '', expectedOutputUrl = '', expectedRedirectResponseCode } = test;
  if (service !== '' && !forwardsTo(route, service, project)) return false;
  if (expectedRedirectResponseCode !== undefined) {
    if (route.kind !== 'redirect' || route.code !== expectedRedirectResponseCode) return false;
  }
  return expectedOutputUrl === '' || hasUrl(route, expectedOutputUrl);
}

/** Of several weighted services any that gets requests will do. */
const forwardsTo = (route: Route, service: string, project: string): boolean =>
  route.kind === 'forward' &&
  route.services.some((item) => item.weight > 0 && isSamePath(item.service, service, project));

/** The scheme counts only where a redirect sets it: a test does not say with which one it comes. */
function hasUrl(route: Route, expected: string): boolean {
  if (route.kind === 'none') return false;
  const isHttps = route.kind === 'redirect' && route.url.startsWith('https:');
  if (isHttps) return route.url === expected;
  return withoutScheme(route.url) === withoutScheme(expected);
}

const withoutScheme = (url: string): string => url.replace(/^https?:\/\//, '');

function failureOf(test: Test, route: Route): Failure {
  const failure: Draft<Failure> = { host: test.host, path: test.path };
  if (test.headers !== undefined) failure.headers = test.headers;
  if (test.service !== undefined) {
    failure.expectedService = test.service;
    failure.actualService = route.kind === 'forward' ? route.service : '';
  }
  if (test.expectedOutputUrl !== undefined) {
    failure.expectedOutputUrl = test.expectedOutputUrl;
    failure.actualOutputUrl = route.kind === 'none' ? '' : route.url;
  }
  if (test.expectedRedirectResponseCode !== undefined) {
    failure.expectedRedirectResponseCode = test.expectedRedirectResponseCode;
    failure.actualRedirectResponseCode = route.kind === 'redirect' ? route.code : 0;
  }
  return failure;
}

/** A failed test in the words of the refusal to write the map. */
export function describeFailure(failure: Failure): string {
  const url = `${failure.host ?? ''}${failure.path ?? ''}`;
  const { expectedService, actualService, expectedOutputUrl, actualOutputUrl } = failure;
  if (expectedService !== undefined && expectedService !== actualService) {
    return `Test failure: Expect URL '${url}' to map to service '${expectedService}', but actually mapped to '${actualService ?? ''}'.`;
  }
  if (expectedOutputUrl !== undefined && expectedOutputUrl !== actualOutputUrl) {
    return `Test failure: Expect URL '${url}' to have output URL '${expectedOutputUrl}', but actually had '${actualOutputUrl ?? ''}'.`;
  }
  const expected = Number(failure.expectedRedirectResponseCode);
  const actual = Number(failure.actualRedirectResponseCode);
  return `Test failure: Expect URL '${url}' to be redirected with code ${expected}, but actually got ${actual}.`;
}

/** Why a test makes no sense; undefined if it does. */
export function testFault(test: Test): string | undefined {
  const { service, expectedOutputUrl, expectedRedirectResponseCode: code } = test;
  if ((test.host ?? '') === '') return 'host must be specified.';
  if (!pathOnly(test.path ?? '').startsWith('/')) return 'path must start with "/".';
  if (service !== undefined && code !== undefined) {
    return 'Only one of service and expectedRedirectResponseCode can be specified.';
  }
  if (service === undefined && code === undefined && expectedOutputUrl === undefined) {
    return 'One of service, expectedOutputUrl and expectedRedirectResponseCode must be specified.';
  }
  return undefined;
}
