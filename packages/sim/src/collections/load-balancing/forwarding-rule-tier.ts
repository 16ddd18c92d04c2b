import { badRequest } from '../../kernel/refusal.ts';
import { collectionOf, parseScope } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find, findLinked } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import type { WriteContext } from '../context.ts';
import { regionOf } from '../region-of.ts';
import { servicesOf } from './url-map-service-checks.ts';

type ForwardingRule = Resource<'ForwardingRule'>;
type BackendService = Resource<'BackendService'>;

/**
 * The Standard tier carries packets to the region of its address, and no further.
 *
 * @throws Refusal of a new rule of that tier whose backends are elsewhere, in the words of
 * https://github.com/terraform-google-modules/terraform-docs-samples/issues/170
 */
export function checkRegionOfBackends(
  rule: ForwardingRule,
  { call, before, transaction }: WriteContext<ForwardingRule>,
): void {
  if (before !== undefined || rule.networkTier !== 'STANDARD') return;
  const { location: region } = parseScope(call.scope);
  const backends = servicesBehind(rule, transaction).flatMap((service) => service.backends ?? []);
  if (backends.every(({ group = '' }) => [region, ''].includes(regionOf(pathOf(group) ?? '')))) return;
  throw badRequest(
    'All the backends of the BackendService must be in the same region as the forwarding rule since the forwarding rule is in STANDARD network tier.',
  );
}

/** The backend services that the requests to a rule can come to. */
function servicesBehind(
  { target, backendService }: ForwardingRule,
  transaction: Transaction,
): readonly BackendService[] {
  if (backendService !== undefined) return linkedService(backendService, transaction);
  const path = pathOf(target ?? '') ?? '';
  switch (collectionOf(path)) {
    case 'targetSslProxies':
      return linkedService(find(transaction, 'targetSslProxies', path)?.resource.service, transaction);
    case 'targetTcpProxies':
      return linkedService(find(transaction, 'targetTcpProxies', path)?.resource.service, transaction);
    case 'targetHttpProxies':
      return servicesOfMap(find(transaction, 'targetHttpProxies', path)?.resource.urlMap, transaction);
    case 'targetHttpsProxies':
      return servicesOfMap(find(transaction, 'targetHttpsProxies', path)?.resource.urlMap, transaction);
    default:
      return [];
  }
}

function linkedService(link: string | undefined, transaction: Transaction): readonly BackendService[] {
  const service = findLinked(transaction, 'backendServices', link ?? '')?.resource;
  return service === undefined ? [] : [service];
}

function servicesOfMap(link: string | undefined, transaction: Transaction): readonly BackendService[] {
  const map = findLinked(transaction, 'urlMaps', link ?? '')?.resource;
  return map === undefined ? [] : servicesOf(map, transaction);
}
