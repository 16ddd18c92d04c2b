import { expect, test } from 'vitest';
import { testProject } from '../../../test/test-project.ts';
import { PAGES, storedUrlMap, urlMapRefusal, withMatcher } from '../../../test/url-maps.ts';

const DEFAULT = 'resource.defaultCustomErrorResponsePolicy';
const answering = (...lists: readonly (readonly string[])[]) => ({
  errorResponseRules: lists.map((matchResponseCodes) => ({ matchResponseCodes, path: '/error.html' })),
});

test('the policy of a whole map names what holds its pages', () => {
  const policy = { defaultCustomErrorResponsePolicy: answering(['404']) };
  expect(urlMapRefusal({ ...withMatcher({}), ...policy })).toBe(
    `400 Required field '${DEFAULT}.errorService' not specified`,
  );
  const further = withMatcher({ defaultCustomErrorResponsePolicy: answering(['404', '5xx'], ['4xx']) });
  expect(storedUrlMap(further)).toHaveProperty('pathMatchers[0].defaultCustomErrorResponsePolicy.errorResponseRules');
});

test.each([
  [answering(['399']), "[0].matchResponseCodes[0]': '399'. Must be a number between 400 and 599, 4xx or 5xx."],
  [answering(['6xx']), "[0].matchResponseCodes[0]': '6xx'. Must be a number"],
  [answering(['404', '404']), "[0].matchResponseCodes[1]': '404'. It must be unique"],
  [answering(['404'], ['404']), "[1].matchResponseCodes[0]': '404'. It must be unique"],
])('a policy is refused %j', (policy, words) => {
  expect(urlMapRefusal(withMatcher({ defaultCustomErrorResponsePolicy: policy }))).toContain(words);
});

test('the load balancers of a region answer errors with no service', () => {
  const project = testProject();
  const region = 'regions/us-east1';
  project.make('POST', `${region}/backendServices`, { name: 'a', loadBalancingScheme: 'INTERNAL_MANAGED' });
  project.make('POST', 'global/backendBuckets', { name: 'pages', bucketName: 'pages' });
  const policy = { ...answering(['404']), errorService: PAGES };
  const map = { name: 'm', defaultService: `${region}/backendServices/a`, defaultCustomErrorResponsePolicy: policy };
  expect(project.refusal('POST', `${region}/urlMaps`, map)).toMatch(
    /defaultCustomErrorResponsePolicy\.errorService'.*not supported for regional load balancers/,
  );
});
