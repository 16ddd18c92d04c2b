import type { JsonObject } from '../../kernel/json.ts';
import { asString } from '../../kernel/json.ts';
import { required } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import { isAutomaticRoute } from './automatic-routes.ts';
import { calledResource } from '../called-resource.ts';
import type { Verb } from '../verb.ts';
import { backOf, findPeering } from './network-peerings.ts';

/**
 * `listPeeringRoutes`: what an active peering brings in or gives out. Ranges of subnetworks are always exchanged,
 * static routes where the one side exports and the other imports them.
 */
export const listPeeringRoutes: Verb = (call, transaction) => {
  const { state } = transaction;
  const network = calledResource(call, transaction);
  const direction = call.query.get('direction');
  if (direction === undefined) throw required('direction');
  const peering = findPeering(network, call.query.get('peeringName'), 'peeringName');
  const back = backOf(call.path, peering, state);
  if (back === undefined) return { list: [] };
  const peer = pathOf(asString(peering.network)) ?? '';
  const [from, giving, taking] = direction === 'INCOMING' ? [peer, back, peering] : [call.path, peering, back];
  const areCustomExchanged = giving.exportCustomRoutes === true && taking.importCustomRoutes === true;
  const region = call.query.get('region') ?? '';
  return { list: [...subnetworkRoutes(from, state), ...(areCustomExchanged ? staticRoutes(from, region, state) : [])] };
};

function subnetworkRoutes(network: string, state: State): readonly JsonObject[] {
  const routes: JsonObject[] = [];
  state.scanUsers(network, (user) => {
    const subnetwork = user.includes('/subnetworks/') ? state.get(user)?.resource : undefined;
    if (subnetwork === undefined) return;
    routes.push({
      destRange: subnetwork.ipCidrRange,
      type: 'SUBNET_PEERING_ROUTE',
      nextHopRegion: nameOf(asString(subnetwork.region)),
      priority: 0,
      imported: true,
    });
  });
  return routes;
}

function staticRoutes(network: string, region: string, state: State): readonly JsonObject[] {
  const routes: JsonObject[] = [];
  state.scanUsers(network, (user) => {
    const route = user.includes('/global/routes/') ? state.get(user)?.resource : undefined;
    if (route === undefined || isAutomaticRoute(state, user)) return;
    const { destRange, priority } = route;
    routes.push({ destRange, type: 'STATIC_PEERING_ROUTE', nextHopRegion: region, priority, imported: true });
  });
  return routes;
}
