import { invalid, Refusal, required } from '../../kernel/refusal.ts';
import { nameOf, parseScope } from '../../kernel/resource-path.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import type { Verb } from '../verb.ts';
import { completeDurations } from '../duration.ts';
import { checkOf } from '../touched.ts';
import { checkUrlMap } from './url-map-checks.ts';
import { checkUrlMapServices, schemeOf } from './url-map-service-checks.ts';
import { quotaUsage } from './url-map-quota.ts';
import { describeFailure, failedTests, testFault } from './url-map-test-run.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type UrlMap = Resource<'UrlMap'>;

const MOST_CACHE_TAGS = 10;

/** Nothing but this is filled in (observed). */
function complete(draft: Draft<UrlMap>, { before }: WriteContext<UrlMap>): void {
  completeDurations(draft, 'UrlMap', before?.resource);
  if (draft.tests !== undefined && draft.tests !== before?.resource.tests) {
    draft.tests = draft.tests.map((test) => ({ description: '', ...test }));
  }
}

/** Where Envoys inside a network route, tests are kept and not run (tests of Terraform's provider have some that fail). */
const UNTESTED: ReadonlySet<string> = new Set(['INTERNAL_MANAGED', 'INTERNAL_SELF_MANAGED']);

const isGlobal = (scope: string): boolean => parseScope(scope).scopeKind === 'global';

/** All that says what becomes of a request. */
const ROUTING = [
  'defaultCustomErrorResponsePolicy',
  'defaultRouteAction',
  'defaultService',
  'defaultUrlRedirect',
  'headerAction',
  'hostRules',
  'pathMatchers',
  'tests',
] as const;

const check = checkOf<UrlMap, (typeof ROUTING)[number]>(ROUTING, (routing, { call, transaction }) => {
  checkUrlMap(routing, isGlobal(call.scope));
  checkUrlMapServices(routing, call.scope, transaction);
  checkTests(routing);
  if (UNTESTED.has(schemeOf(routing, transaction) ?? '')) return;
  const [failure] = failedTests(routing, call.project);
  if (failure !== undefined) throw invalid('urlMap.tests', '', describeFailure(failure));
});

function checkTests(resource: UrlMap): void {
  for (const [index, test] of (resource.tests ?? []).entries()) {
    const fault = testFault(test);
    if (fault !== undefined) throw invalid(`resource.tests[${index}]`, test, `In a test, ${fault}`);
  }
}

/** Loads a map as an insert would and runs its tests; the map that the path names need not exist. */
const validate: Verb<Resource<'UrlMapsValidateRequest'>, UrlMap> = ({ body, path, project, scope }, transaction) => {
  const urlMap: UrlMap = { name: nameOf(path), ...body.resource };
  try {
    checkUrlMap(urlMap, isGlobal(scope));
    checkUrlMapServices(urlMap, scope, transaction, body.loadBalancingSchemes);
    checkTests(urlMap);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return { answer: { result: { loadSucceeded: false, loadErrors: [refusal.message], testPassed: false } } };
  }
  const testFailures = failedTests(urlMap, project);
  const testPassed = testFailures.length === 0;
  return { answer: { result: { loadSucceeded: true, testPassed, ...(testPassed ? {} : { testFailures }) } } };
};

/** What the caches of Cloud CDN hold is not simulated, so there is nothing to forget but the request to. */
const invalidateCache: Verb<Resource<'CacheInvalidationRule'>, UrlMap> = ({ body }) => {
  const { path = '', cacheTags: tags = [] } = body;
  if (path === '' && tags.length === 0) throw required('resource.path');
  if (path !== '' && !/^\/[^?#*]*(?:(?<=\/)\*)?$/.test(path)) {
    throw invalid('resource.path', path, 'A path must start with "/", and may have "*" only at its end after "/".');
  }
  if (tags.length > MOST_CACHE_TAGS) {
    throw invalid('resource.cacheTags', '', `At most ${MOST_CACHE_TAGS} cache tags can be specified.`);
  }
  return { operation: 'running' };
};

const SERVICES = { to: ['backendServices', 'backendBuckets'] } as const;

export const urlMaps: Collection = defineCollection({
  name: 'urlMaps',
  collections: ['urlMaps', 'regionUrlMaps'],
  references: {
    'CustomErrorResponsePolicy.errorService': { to: ['backendBuckets'] },
    'HttpRouteRule.service': SERVICES,
    'PathMatcher.defaultService': SERVICES,
    'PathRule.service': SERVICES,
    'RequestMirrorPolicy.backendService': { to: ['backendServices'] },
    'UrlMap.defaultService': SERVICES,
    'WeightedBackendService.backendService': SERVICES,
  },
  lifecycle: { fingerprintRequiredOn: ['update'], complete, check },
  reading: { derive: (path, entry, state) => ({ status: quotaUsage(path, entry, state) }) },
  verbs: { validate, invalidateCache },
  evidence: {
    documented: {
      insert: [
        {
          describedAt: 'UrlMap.defaultRouteAction',
          sentence:
            'URL maps for classic Application Load Balancers only support the urlRewrite action within defaultRouteAction.',
        },
        {
          describedAt: 'HttpRouteRuleMatch.fullPathMatch',
          sentence: 'fullPathMatch must be from 1 to 1024 characters.',
        },
      ],
      patch: { describedAt: 'urlMaps.patch', sentence: 'uses theJSON merge patch format and processing rules' },
      validate: [
        { describedAt: 'urlMaps.validate', sentence: 'the tests of the provided UrlMap will be run' },
        {
          describedAt: 'UrlMapsValidateRequest.loadBalancingSchemes',
          sentence:
            'the scheme(s) must not conflict with the load balancing scheme of the backend service resources this Url map references',
        },
      ],
    },
    assumed: {
      get: 'How many units of quota the parts of a map cost is a guess between three recorded maps.',
      invalidateCache:
        'Caches are not simulated, so there is nothing to forget: the request is checked, and its operation ends.',
    },
  },
});
