import type { JsonObject } from '../../kernel/json.ts';
import { required } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import { calledResource } from '../called-resource.ts';
import { scanUsersIn } from '../../wire/find.ts';
import type { Verb } from '../verb.ts';
import type { Resource } from '../../wire/wire.ts';
import { isAutomaticRoute } from './automatic-routes.ts';
import { backOf } from './connected-peers.ts';
import { findPeering } from './network-peerings.ts';

type Network = Resource<'Network'>;
type PeeringRoute = Resource<'ExchangedPeeringRoute'>;

/**
 * `listPeeringRoutes`: what an active peering brings in or gives out. Ranges of subnetworks are always exchanged,
 * static routes where the one side exports and the other imports them.
 */
export const listPeeringRoutes: Verb<JsonObject, Network> = (call, transaction) => {
  const { state } = transaction;
  const network = calledResource<Network>(call, transaction);
  const direction = call.query.get('direction');
  if (direction === undefined) throw required('direction');
  const peering = findPeering(network, call.query.get('peeringName'), 'peeringName');
  const back = backOf(call.path, peering, state);
  if (back === undefined) return { list: [] };
  const peer = pathOf(peering.network ?? '') ?? '';
  const [from, giving, taking] = direction === 'INCOMING' ? [peer, back, peering] : [call.path, peering, back];
  const areCustomExchanged = giving.exportCustomRoutes === true && taking.importCustomRoutes === true;
  const region = call.query.get('region') ?? '';
  return { list: [...subnetworkRoutes(from, state), ...(areCustomExchanged ? staticRoutes(from, region, state) : [])] };
};

function subnetworkRoutes(network: string, state: State): readonly PeeringRoute[] {
  const routes: PeeringRoute[] = [];
  scanUsersIn(state, 'subnetworks', network, ({ resource: { ipCidrRange, region = '' } }) => {
    routes.push({
      destRange: ipCidrRange,
      type: 'SUBNET_PEERING_ROUTE',
      nextHopRegion: nameOf(region),
      priority: 0,
      imported: true,
    });
  });
  return routes;
}

function staticRoutes(network: string, region: string, state: State): readonly PeeringRoute[] {
  const routes: PeeringRoute[] = [];
  scanUsersIn(state, 'routes', network, (route) => {
    if (isAutomaticRoute(route)) return;
    const { destRange, priority } = route.resource;
    routes.push({ destRange, type: 'STATIC_PEERING_ROUTE', nextHopRegion: region, priority, imported: true });
  });
  return routes;
}
