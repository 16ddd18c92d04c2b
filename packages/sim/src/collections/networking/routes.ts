import { invalid, required } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { isAutomaticRoute } from './automatic-routes.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { parseIpRange } from './ip-range.ts';
import type { Resource } from '../../wire/wire.ts';

type Route = Resource<'Route'>;

const NEXT_HOPS = [
  'nextHopGateway',
  'nextHopIlb',
  'nextHopInstance',
  'nextHopIp',
  'nextHopNetwork',
  'nextHopVpnTunnel',
] as const;

function check(resource: Route): void {
  const { destRange, priority } = resource;
  const isIpv4 = destRange !== undefined && !destRange.includes(':');
  if (isIpv4 && parseIpRange(destRange) === undefined) {
    throw invalid('resource.destRange', destRange, 'Must be a CIDR address range.');
  }
  if (priority !== undefined && (priority < 0 || priority > 65_535)) {
    throw invalid('resource.priority', priority, 'Must be between 0 and 65535.');
  }
  const hops = NEXT_HOPS.filter((field) => resource[field] !== undefined);
  if (hops.length === 0) throw required('resource.nextHop');
  const [, second] = hops;
  if (second !== undefined) {
    throw invalid(`resource.${second}`, resource[second], 'A route has exactly one next hop.');
  }
}

export const routes: Collection = defineCollection({
  name: 'routes',
  collections: ['routes'],
  references: {
    'Route.network': { to: ['networks'] },
    'Route.nextHopGateway': { to: ['gateways'], isUnchecked: true, isWeak: true },
    // An address is accepted as well, and left as it is.
    'Route.nextHopIlb': { to: ['forwardingRules'], isUnchecked: true },
    'Route.nextHopInstance': { to: ['instances'] },
    'Route.nextHopNetwork': { to: ['networks'] },
    'Route.nextHopVpnTunnel': { to: ['vpnTunnels'] },
  },
  lifecycle: {
    complete: (draft) => {
      draft.description ??= '';
      draft.priority ??= 1000;
    },
    check,
  },
  deletion: {
    onDelete: (path, route) => {
      const isLocal = isAutomaticRoute(route) && nameOf(path).startsWith('default-route-r-');
      if (isLocal) throw invalid('route', nameOf(path), 'The local default route cannot be deleted.');
    },
  },
  evidence: {
    documented: {
      insert: { describedAt: 'Route.priority', sentence: 'The default value is `1000`.' },
    },
    assumed: { delete: 'The route of a subnetwork is its own: without it, nothing would reach its machines.' },
  },
});
