import { invalid, required } from '../../kernel/refusal.ts';
import { collectionOf, parentOf, parsePath, parseScope } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import { find, scanUsersIn } from '../../wire/find.ts';
import type { WriteContext } from '../context.ts';
import type { Resource, Segment } from '../../wire/wire.ts';
import { own } from '../../kernel/own.ts';

type ForwardingRule = Resource<'ForwardingRule'>;

/** Bundles of Google's own services that Private Service Connect reaches: they are targets by name. */
const BUNDLES: ReadonlySet<string> = new Set(['all-apis', 'vpc-sc']);

/** A bundle's name as it is; undefined for any other text. */
export const bundleOf = (target: string): string | undefined => (BUNDLES.has(target) ? target : undefined);

/** Kinds of targets, as messages name them, by where the rules for them are. */
const TARGET_TYPES: Readonly<Record<string, readonly [type: string, scopes: readonly string[]]>> = {
  serviceAttachments: ['SERVICE_ATTACHMENT', ['regions']],
  targetGrpcProxies: ['TARGET_GRPC_PROXY', ['global']],
  targetHttpProxies: ['TARGET_HTTP_PROXY', ['global', 'regions']],
  targetHttpsProxies: ['TARGET_HTTPS_PROXY', ['global', 'regions']],
  targetInstances: ['TARGET_INSTANCE', ['regions']],
  targetPools: ['TARGET_POOL', ['regions']],
  targetSslProxies: ['TARGET_SSL_PROXY', ['global']],
  targetTcpProxies: ['TARGET_TCP_PROXY', ['global', 'regions']],
  targetVpnGateways: ['TARGET_VPN_GATEWAY', ['regions']],
};

/** Where a target may be: what the table above has. */
export const targetCollections: readonly Segment[] = Object.keys(TARGET_TYPES) as Segment[];

/** @throws Refusal when a rule has no target, or one that its scope or scheme does not go with */
export function checkTarget(rule: ForwardingRule, context: WriteContext<ForwardingRule>): void {
  const { target, backendService } = rule;
  if (target === undefined && backendService === undefined) throw required('resource.target');
  if (target !== undefined && backendService !== undefined) {
    throw invalid('resource.backendService', backendService, 'Only one of target and backendService can be specified.');
  }
  if (typeof target === 'string') checkTargetScope(rule, target, context);
  else checkBackendService(rule, context);
}

/** A proxy ends connections of TCP: it can do nothing with anything else. */
function checkProtocol({ IPProtocol, target }: ForwardingRule): void {
  if (IPProtocol === undefined || IPProtocol === 'TCP' || !collectionOf(target ?? '').endsWith('Proxies')) return;
  throw invalid('resource.IPProtocol', IPProtocol, 'A rule whose target is a proxy must be of TCP.');
}

function checkTargetScope(rule: ForwardingRule, target: string, context: WriteContext<ForwardingRule>): void {
  const path = pathOf(target);
  if (path === undefined) return;
  const { scopeKind: kind, location: place, collection: segment } = parsePath(path);
  const { scopeKind, location: region } = parseScope(context.call.scope);
  const isGlobal = scopeKind === 'global';
  const [type = '', scopes = []] = own(TARGET_TYPES, segment) ?? [];
  // The classic load balancers of the Standard tier have global proxies behind regional rules.
  const isStandard = rule.networkTier === 'STANDARD' && rule.loadBalancingScheme === 'EXTERNAL';
  const isOfScope = isGlobal ? kind === 'global' : kind !== 'global' || (isStandard && scopes.includes('global'));
  if (!isOfScope) {
    const explanation = `Invalid target type ${type} for forwarding rule in scope ${isGlobal ? 'GLOBAL' : 'REGION'}`;
    throw invalid('resource.target', context.call.body.target, explanation);
  }
  const isInRegion = kind === 'global' || (kind === 'zones' ? place.startsWith(`${region}-`) : place === region);
  if (!isGlobal && !isInRegion && segment !== 'serviceAttachments') {
    throw invalid('resource.target', target, `The target must be in region '${region}'.`);
  }
  checkProtocol(rule);
  checkProxySubnetwork(rule, segment, context);
}

/** The proxies of a regional load balancer run in a subnetwork of their own. */
function checkProxySubnetwork(
  rule: ForwardingRule,
  segment: string,
  { call, transaction }: WriteContext<ForwardingRule>,
): void {
  const isManaged = /^(?:EX|IN)TERNAL_MANAGED$/.test(rule.loadBalancingScheme ?? '');
  if (!isManaged || parseScope(call.scope).scopeKind === 'global' || !segment.endsWith('Proxies')) return;
  const network = pathOf(rule.network ?? '') ?? '';
  let isFound = false;
  scanUsersIn(transaction.state, 'subnetworks', network, ({ resource }, path) => {
    if (parentOf(parentOf(path)) !== call.scope) return true;
    isFound = PROXY_PURPOSES.has(resource.purpose) && resource.role === 'ACTIVE';
    return !isFound;
  });
  if (isFound) return;
  const explanation = 'An active proxy-only subnetwork is required in the same region and VPC as the forwarding rule.';
  throw invalid('resource.target', call.body.target, explanation);
}

const PROXY_PURPOSES: ReadonlySet<Resource<'Subnetwork'>['purpose']> = new Set([
  'REGIONAL_MANAGED_PROXY',
  'INTERNAL_HTTPS_LOAD_BALANCER',
]);

function checkBackendService(rule: ForwardingRule, { call, transaction }: WriteContext<ForwardingRule>): void {
  const { backendService } = rule;
  const path = pathOf(backendService ?? '') ?? '';
  if (!path.startsWith(`${call.scope}/`)) {
    throw invalid('resource.backendService', backendService, 'It must be in the scope of the forwarding rule.');
  }
  const service = find(transaction, 'backendServices', path)?.resource ?? {};
  const network = pathOf(rule.network ?? '') ?? '';
  const serviceNetwork = pathOf(service.network ?? '');
  if (serviceNetwork !== undefined && serviceNetwork !== network) {
    const explanation = `Forwarding rule network ${network} must be the same as backend service network ${serviceNetwork}.`;
    throw invalid('resource.backendService', backendService, explanation);
  }
  const scheme = service.loadBalancingScheme;
  if (scheme !== undefined && scheme !== rule.loadBalancingScheme) {
    const explanation = `Its load balancing scheme is ${scheme}, not that of the forwarding rule.`;
    throw invalid('resource.backendService', backendService, explanation);
  }
  if (!carries(service.protocol, rule.IPProtocol)) {
    const explanation = `Its protocol is ${service.protocol ?? ''}, which a forwarding rule of ${rule.IPProtocol ?? ''} does not go with.`;
    throw invalid('resource.backendService', backendService, explanation);
  }
}

/** Packets pass through such services as they are: one for any protocol takes those of all rules, and no other takes all. */
function carries(protocol: Resource<'BackendService'>['protocol'], of: ForwardingRule['IPProtocol']): boolean {
  if (protocol === undefined || protocol === 'UNSPECIFIED') return true;
  return protocol === of || (protocol !== 'TCP' && protocol !== 'UDP' && of !== 'L3_DEFAULT');
}
