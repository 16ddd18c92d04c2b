import { expect, test } from 'vitest';
import { storedUrlMap, urlMapRefusal, withMatcher } from '../../../test/url-maps.ts';

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
