import { expect, test } from 'vitest';
import { A, B, PAGES, projectWithServices, URL_MAPS, withRouteRule } from '../../../test/url-maps.ts';

/** What a map with one rule is refused with, where the service A has a proxy of identities, and B nothing. */
function refusal(rule: object): string {
  const project = projectWithServices('EXTERNAL_MANAGED');
  const iap = { enabled: true, oauth2ClientId: 'i', oauth2ClientSecret: 's' };
  project.make('PATCH', A, { iap });
  const { status, body } = project.send('POST', URL_MAPS, withRouteRule(rule));
  return status === 200 ? 'made' : JSON.stringify(body);
}

const cachePolicy = { cacheMode: 'FORCE_CACHE_ALL', defaultTtl: { seconds: '60' } };
const imageOptimizationPolicy = { enabled: true };

test('routes to backends with Identity-Aware Proxy have no cache policy', () => {
  const message = 'It cannot be specified if any target backend has Identity-Aware Proxy enabled.';
  expect(refusal({ service: A, routeAction: { cachePolicy } })).toContain(message);
  const weightedBackendServices = [A, B].map((backendService) => ({ backendService, weight: 1 }));
  expect(refusal({ service: undefined, routeAction: { cachePolicy, weightedBackendServices } })).toContain(message);
  expect(refusal({ service: B, routeAction: { cachePolicy } })).toBe('made');
});

test('images are optimized where something is cached', () => {
  expect(refusal({ service: B, routeAction: { imageOptimizationPolicy } })).toContain(
    'Cloud CDN must be enabled on the backend, or a cache policy configured on the same route.',
  );
  expect(refusal({ service: PAGES, routeAction: { imageOptimizationPolicy } })).toContain('Cloud CDN');
  expect(refusal({ service: B, routeAction: { cachePolicy, imageOptimizationPolicy } })).toBe('made');
});
