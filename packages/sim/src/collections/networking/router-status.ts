import type { JsonObject } from '../../kernel/json.ts';
import type { State } from '../../kernel/state.ts';
import { calledResource } from '../called-resource.ts';
import { learnedRoutes, otherEndOf } from './bgp-sessions.ts';
import { findLinked } from '../../wire/find.ts';
import type { Verb } from '../verb.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type Router = Resource<'Router'>;
type PeerStatus = Resource<'RouterStatusBgpPeerStatus'>;
type NatStatus = Resource<'RouterStatusNatStatus'>;

/**
 * `getRouterStatus`: the router as it runs. Sessions are up with routers at the other end of tunnels between two gateways of
 * Google's, and with nobody else; no machine has a mapping of its gateways.
 */
export const getRouterStatus: Verb<JsonObject, Router> = (call, transaction) => {
  const router = calledResource<Router>(call, transaction).resource;
  const { network, bgpPeers = [], nats = [] } = router;
  const { state } = transaction;
  const result: Draft<Resource<'RouterStatus'>> = { network };
  const sessions = bgpPeers.map((peer): Session => {
    const other = otherEndOf(router, peer, state);
    return { peer, learned: other && learnedRoutes(router, peer, other, state) };
  });
  if (sessions.length > 0) result.bgpPeerStatus = sessions.map(peerStatus);
  const routes = sessions.flatMap(({ learned = [] }) => learned);
  if (routes.length > 0) Object.assign(result, { bestRoutes: routes, bestRoutesForRouter: routes });
  if (nats.length > 0) result.natStatus = nats.map((nat) => natStatus(nat, transaction.state));
  return { answer: { kind: 'compute#routerStatusResponse', result } };
};

/** A peer, and the routes that the router learns from it while their session is up. */
interface Session {
  readonly peer: Resource<'RouterBgpPeer'>;
  readonly learned: readonly Resource<'Route'>[] | undefined;
}

function peerStatus({ peer: { name, ipAddress, peerIpAddress }, learned }: Session): PeerStatus {
  const isUp = learned !== undefined;
  const status: Draft<PeerStatus> = {
    name,
    status: isUp ? 'UP' : 'DOWN',
    state: isUp ? 'Established' : 'Idle',
    numLearnedRoutes: learned?.length ?? 0,
  };
  if (ipAddress !== undefined) status.ipAddress = ipAddress;
  if (peerIpAddress !== undefined) status.peerIpAddress = peerIpAddress;
  return status;
}

function natStatus({ name, natIps = [] }: Resource<'RouterNat'>, state: State): NatStatus {
  const status: Draft<NatStatus> = { name, minExtraNatIpsNeeded: 0, numVmEndpointsWithNatMappings: 0 };
  const known = natIps.flatMap((link) => findLinked(state, 'addresses', link)?.resource.address ?? []);
  if (known.length > 0) status.userAllocatedNatIps = known;
  if (natIps.length > 0) status.userAllocatedNatIpResources = natIps;
  return status;
}
