import { expect, test } from 'vitest';
import { A, B, PAGES, projectWithServices, storedUrlMap, URL_MAPS, withMatcher } from '../../../test/url-maps.ts';

const rules = (count: number) => ({
  errorService: PAGES,
  errorResponseRules: ['4xx', '5xx'].slice(0, count).map((code) => ({ matchResponseCodes: [code], path: '/e' })),
});
const errors = (count: number) => (count === 0 ? {} : { defaultCustomErrorResponsePolicy: rules(count) });

test.each([
  [{ defaultService: A }, '10'],
  [withMatcher({}), '59'],
  [withMatcher({ pathRules: [{ paths: ['/home'], service: B }] }), '61'],
  [withMatcher({ pathRules: [{ paths: ['/home', '/h'], service: B, customErrorResponsePolicy: rules(1) }] }), '63'],
  [withMatcher(errors(1), errors(1)), '61'],
  [withMatcher(errors(2), errors(2)), '63'],
  [withMatcher({ routeRules: [{ priority: 1, service: B, matchRules: [{ prefixMatch: '/a' }] }] }), '61'],
])('a map costs what its parts cost: %j', (urlMap, units) => {
  expect(storedUrlMap(urlMap)['status']).toEqual({ quotaUsage: { forwardingRules: 0, units } });
});

test('a map counts the forwarding rules that lead to it, whichever proxies they are of', () => {
  const project = projectWithServices('EXTERNAL_MANAGED');
  for (const name of ['m', 'other']) project.make('POST', URL_MAPS, { name, defaultService: A });
  for (const [name, urlMap] of [
    ['p', 'm'],
    ['q', 'm'],
    ['r', 'other'],
  ]) {
    project.make('POST', 'global/targetHttpProxies', { name, urlMap: `${URL_MAPS}/${urlMap}` });
    const rule = {
      loadBalancingScheme: 'EXTERNAL_MANAGED',
      target: `global/targetHttpProxies/${name}`,
      portRange: '80',
    };
    project.make('POST', 'global/forwardingRules', { name, ...rule });
  }
  expect(project.get(`${URL_MAPS}/m`)['status']).toMatchObject({ quotaUsage: { forwardingRules: 2 } });
  expect(project.list(URL_MAPS).map(({ status }) => status)).toMatchObject([
    { quotaUsage: { forwardingRules: 2 } },
    { quotaUsage: { forwardingRules: 1 } },
  ]);
});
