import { describe, expect, test } from 'vitest';
import { A, B, storedUrlMap, urlMapRefusal, withMatcher, withRouteRule } from '../../../test/url-maps.ts';

const RULE = 'resource.pathMatchers[0].routeRules[0]';
const MATCH = `${RULE}.matchRules[0]`;
const withMatch = (match: object): object => withRouteRule({ matchRules: [match] });
const rules = (...priorities: readonly (number | undefined)[]): object =>
  withMatcher({
    routeRules: priorities.map((priority) => ({ priority, service: B, matchRules: [{ prefixMatch: '/' }] })),
  });

describe('the priority of a route rule', () => {
  test('is not negative, its own, and 0 where it is left out', () => {
    expect(urlMapRefusal(rules(undefined, 0))).toContain("routeRules[1].priority': '0'");
    expect(urlMapRefusal(rules(-1))).toContain(`'${RULE}.priority': '-1'`);
    expect(urlMapRefusal(rules(3, 3))).toContain("'resource.pathMatchers[0].routeRules[1].priority': '3'");
  });

  test('is anything else, in any order', () => {
    expect(storedUrlMap(rules(7, 0, 2_147_483_647))).toMatchObject({
      pathMatchers: [{ routeRules: [{ priority: 7 }, { priority: 0 }, { priority: 2_147_483_647 }] }],
    });
  });
});

describe('a match rule', () => {
  test.each([
    [{ prefixMatch: 'x' }, `${MATCH}.prefixMatch`],
    [{ fullPathMatch: '' }, `${MATCH}.fullPathMatch`],
    [{ prefixMatch: `/${'x'.repeat(1024)}` }, `${MATCH}.prefixMatch`],
    [{ regexMatch: '/x.*', ignoreCase: true }, `${MATCH}.ignoreCase`],
    [{ prefixMatch: '/x', fullPathMatch: '/x' }, MATCH],
    [{ regexMatch: '(' }, `${MATCH}.regexMatch`],
    [{ regexMatch: '(?=x)' }, `${MATCH}.regexMatch`],
    [{ pathTemplateMatch: '/{x' }, `${MATCH}.pathTemplateMatch`],
    [{ prefixMatch: '/', headerMatches: [{ exactMatch: 'x' }] }, `${MATCH}.headerMatches[0].headerName`],
    [{ prefixMatch: '/', headerMatches: [{ headerName: 'x' }] }, `${MATCH}.headerMatches[0]`],
    [
      { prefixMatch: '/', headerMatches: [{ headerName: 'x', exactMatch: 'y', presentMatch: true }] },
      `${MATCH}.headerMatches[0]`,
    ],
    [
      { prefixMatch: '/', headerMatches: [{ headerName: 'x', regexMatch: '[' }] },
      `${MATCH}.headerMatches[0].regexMatch`,
    ],
    [
      { prefixMatch: '/', metadataFilters: [{ filterMatchCriteria: 'MATCH_ALL' }] },
      `${MATCH}.metadataFilters[0].filterLabels`,
    ],
    [
      {
        prefixMatch: '/',
        metadataFilters: [{ filterMatchCriteria: 'NOT_SET', filterLabels: [{ name: 'x', value: 'y' }] }],
      },
      `${MATCH}.metadataFilters[0].filterMatchCriteria`,
    ],
    [{ prefixMatch: '/', queryParameterMatches: [{ exactMatch: 'x' }] }, `${MATCH}.queryParameterMatches[0].name`],
    [{ prefixMatch: '/', queryParameterMatches: [{ name: 'x' }] }, `${MATCH}.queryParameterMatches[0]`],
  ])('%j is refused', (match, field) => {
    expect(urlMapRefusal(withMatch(match))).toContain(`'${field}'`);
  });

  test.each([
    { prefixMatch: '/x' },
    { fullPathMatch: '/x' },
    { fullPathMatch: 'a full path' },
    { regexMatch: '/x/[0-9]+' },
    { pathTemplateMatch: '/x/{rest=**}' },
    { prefixMatch: '/', headerMatches: [{ headerName: 'x', rangeMatch: { rangeStart: '1', rangeEnd: '9' } }] },
    { prefixMatch: '/', headerMatches: [{ headerName: ':method', exactMatch: 'OPTIONS' }] },
    { prefixMatch: '/', headerMatches: [{ headerName: 'User-Agent', exactMatch: 'y' }] },
    { prefixMatch: '/', queryParameterMatches: [{ name: 'x', presentMatch: true }] },
  ])('%j is taken', (match) => {
    expect(storedUrlMap(withMatch(match))).toMatchObject({ pathMatchers: [{ routeRules: [{ matchRules: [match] }] }] });
  });
});

test('a template rewrite needs a template to take its variables from', () => {
  const routeAction = {
    weightedBackendServices: [{ backendService: A, weight: 1 }],
    urlRewrite: { pathTemplateRewrite: '/{x}' },
  };
  const rule = (match: object): object =>
    withMatcher({ routeRules: [{ priority: 1, routeAction, matchRules: [match] }] });
  expect(urlMapRefusal(rule({ prefixMatch: '/' }))).toContain(`'${RULE}.routeAction.urlRewrite.pathTemplateRewrite'`);
  expect(urlMapRefusal(rule({ pathTemplateMatch: '/v/{y=*}' }))).toContain("The variable 'x' is not in");
  expect(storedUrlMap(rule({ pathTemplateMatch: '/v/{x=*}' }))).toHaveProperty('pathMatchers');
});
