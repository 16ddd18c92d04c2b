import type { JsonObject } from '../../kernel/json.ts';
import type { State } from '../../kernel/state.ts';
import { calledResource } from '../called-resource.ts';
import { findLinked } from '../../wire/find.ts';
import type { Verb } from '../verb.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type Router = Resource<'Router'>;
type PeerStatus = Resource<'RouterStatusBgpPeerStatus'>;
type NatStatus = Resource<'RouterStatusNatStatus'>;

/**
 * `getRouterStatus`: the router as it runs where nothing answers it, as nothing does here: its BGP peers are down and
 * no machine has a mapping of its gateways.
 */
export const getRouterStatus: Verb<JsonObject, Router> = (call, transaction) => {
  const { network, bgpPeers = [], nats = [] } = calledResource<Router>(call, transaction).resource;
  const result: Draft<Resource<'RouterStatus'>> = { network };
  if (bgpPeers.length > 0) result.bgpPeerStatus = bgpPeers.map(peerStatus);
  if (nats.length > 0) result.natStatus = nats.map((nat) => natStatus(nat, transaction.state));
  return { answer: { kind: 'compute#routerStatusResponse', result } };
};

function peerStatus({ name, ipAddress, peerIpAddress }: Resource<'RouterBgpPeer'>): PeerStatus {
  const status: Draft<PeerStatus> = { name, status: 'DOWN', state: 'Idle', numLearnedRoutes: 0 };
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
