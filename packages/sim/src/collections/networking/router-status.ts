import type { Json, JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import { calledResource } from '../called-resource.ts';
import type { Verb } from '../verb.ts';

/**
 * `getRouterStatus`: the router as it runs where nothing answers it, as nothing does here: its BGP peers are down and
 * no machine has a mapping of its gateways.
 */
export const getRouterStatus: Verb = (call, transaction) => {
  const router = calledResource(call, transaction);
  const { network, bgpPeers, nats } = router.resource;
  const result: JsonDraft = { network };
  const peers = asArray(bgpPeers).map((peer) => peerStatus(asObject(peer)));
  if (peers.length > 0) result.bgpPeerStatus = peers;
  const gateways = asArray(nats).map((nat) => natStatus(asObject(nat), transaction.state));
  if (gateways.length > 0) result.natStatus = gateways;
  return { answer: { kind: 'compute#routerStatusResponse', result } };
};

function peerStatus({ name, ipAddress, peerIpAddress }: JsonObject): Json {
  const status: JsonDraft = { name, status: 'DOWN', state: 'Idle', numLearnedRoutes: 0 };
  if (ipAddress !== undefined) status.ipAddress = ipAddress;
  if (peerIpAddress !== undefined) status.peerIpAddress = peerIpAddress;
  return status;
}

function natStatus({ name, natIps }: JsonObject, state: State): Json {
  const status: JsonDraft = { name, minExtraNatIpsNeeded: 0, numVmEndpointsWithNatMappings: 0 };
  const addresses = asArray(natIps).map((link) => state.get(pathOf(asString(link)) ?? '')?.resource.address);
  const known = addresses.filter((address) => typeof address === 'string');
  if (known.length > 0) status.userAllocatedNatIps = known;
  if (asArray(natIps).length > 0) status.userAllocatedNatIpResources = natIps;
  return status;
}
