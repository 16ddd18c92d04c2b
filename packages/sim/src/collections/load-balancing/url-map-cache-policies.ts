import { invalid } from '../../kernel/refusal.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find } from '../../wire/find.ts';
import { isObject } from '../../kernel/json.ts';
import type { Resource } from '../../wire/wire.ts';
import type { Link } from './url-map-fields.ts';
import { fieldsIn } from './url-map-fields.ts';

type UrlMap = Resource<'UrlMap'>;

/** What a route's action has several of, and the rest of the way to each of their links. */
const WEIGHTED = /\.weightedBackendServices\[\d+\]\..*$/;

const ACTION = /^(.*)\.(routeAction|defaultRouteAction)$/;

/**
 * What the API's text asks of the caches of routes: no backend behind them has Identity-Aware Proxy, and images are optimized
 * where something is cached.
 *
 * @param links to its backends
 * @throws Refusal for the first action whose backends do not go with it
 */
export function checkCachePolicies(urlMap: UrlMap, links: readonly Link[], transaction: Transaction): void {
  const byOwner = new Map<string, string[]>();
  for (const { field, path } of links) {
    const owner = field.replace(WEIGHTED, '');
    byOwner.set(owner, [...(byOwner.get(owner) ?? []), path]);
  }
  for (const { field, value } of fieldsIn(urlMap, 'resource')) {
    const [, route, action] = ACTION.exec(field) ?? [];
    if (route === undefined || !isObject(value)) continue;
    const { cachePolicy, imageOptimizationPolicy } = value;
    if (cachePolicy === undefined && imageOptimizationPolicy === undefined) continue;
    const service = action === 'routeAction' ? `${route}.service` : `${route}.defaultService`;
    const paths = [service, field].flatMap((owner) => byOwner.get(owner) ?? []);
    const backends = paths.map((path) => find(transaction, 'backendServices', path)?.resource);
    if (cachePolicy !== undefined && backends.some((backend) => backend?.iap?.enabled === true)) {
      const explanation = 'It cannot be specified if any target backend has Identity-Aware Proxy enabled.';
      throw invalid(`${field}.cachePolicy`, cachePolicy, explanation);
    }
    const isCached = cachePolicy !== undefined || paths.every((path) => hasCdn(path, transaction));
    if (imageOptimizationPolicy === undefined || isCached) continue;
    const explanation = 'Cloud CDN must be enabled on the backend, or a cache policy configured on the same route.';
    throw invalid(`${field}.imageOptimizationPolicy`, imageOptimizationPolicy, explanation);
  }
}

const hasCdn = (path: string, transaction: Transaction): boolean =>
  find(transaction, 'backendServices', path)?.resource.enableCDN === true ||
  find(transaction, 'backendBuckets', path)?.resource.enableCdn === true;
