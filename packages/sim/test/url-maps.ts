import type { JsonObject } from '../src/kernel/json.ts';
import type { TestProject } from './test-project.ts';
import { testProject } from './test-project.ts';

export const URL_MAPS = 'global/urlMaps';
export const A = 'global/backendServices/a';
export const PAGES = 'global/backendBuckets/pages';
export const B = 'global/backendServices/b';

/** A project with two backend services, called `a` and `b`, and a bucket of pages, for URL maps to send requests to. */
export function projectWithServices(loadBalancingScheme = 'INTERNAL_SELF_MANAGED'): TestProject {
  const project = testProject();
  for (const name of ['a', 'b']) project.make('POST', 'global/backendServices', { name, loadBalancingScheme });
  project.make('POST', 'global/backendBuckets', { name: 'pages', bucketName: 'pages' });
  return project;
}

/** A map with one path matcher, called `pm`, for every host. */
export const withMatcher = (matcher: object, more: object = {}): object => ({
  name: 'm',
  defaultService: A,
  hostRules: [{ hosts: ['*'], pathMatcher: 'pm' }],
  pathMatchers: [{ name: 'pm', defaultService: A, ...matcher }],
  ...more,
});

/** A map with one route rule. */
export const withRouteRule = (rule: object): object =>
  withMatcher({ routeRules: [{ priority: 1, service: B, ...rule }] });

/** A URL map of a project with two services, once it is made. */
export function storedUrlMap(urlMap: object): JsonObject {
  const project = projectWithServices();
  project.make('POST', URL_MAPS, { name: 'm', ...urlMap });
  return project.get(`${URL_MAPS}/m`);
}

/** What a URL map is refused with. */
export const urlMapRefusal = (urlMap: object, loadBalancingScheme?: string): string =>
  projectWithServices(loadBalancingScheme).refusal('POST', URL_MAPS, { name: 'm', ...urlMap });
