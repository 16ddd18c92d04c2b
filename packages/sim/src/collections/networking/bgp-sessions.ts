import { nameOf } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import { findLinked, scanUsersIn } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import { rangesOf } from './subnetwork-ranges.ts';
import { pairOf } from './vpn-pair.ts';

type Router = Resource<'Router'>;
type Peer = Resource<'RouterBgpPeer'>;
type Route = Resource<'Route'>;

/** Priority of what a router advertises, unless its peer is told otherwise. */
const ADVERTISED_PRIORITY = 100;

/** The other end of a session: the router there, and the peer that it has for this one. */
export interface OtherEnd {
  readonly router: Router;
  readonly peer: Peer;
  /** The tunnel that the session runs through, on this side. */
  readonly tunnel: string;
}

const addressOf = (range = ''): string => range.replace(/\/\d+$/, '');

/** Who answers a peer of a router: a router at the other end of a tunnel that has it as its own peer. */
export function otherEndOf(router: Router, peer: Peer, state: State): OtherEnd | undefined {
  const own = (router.interfaces ?? []).find(({ name }) => name === peer.interfaceName);
  const tunnel = own?.linkedVpnTunnel;
  const pair = pairOf(findLinked(state, 'vpnTunnels', tunnel)?.resource ?? {}, state);
  const other = findLinked(state, 'routers', pair?.router)?.resource;
  if (own === undefined || tunnel === undefined || pair === undefined || other === undefined) return undefined;
  const far = (other.interfaces ?? []).find(
    ({ linkedVpnTunnel, ipRange }) => linkedVpnTunnel === pair.selfLink && addressOf(ipRange) === peer.peerIpAddress,
  );
  const back = (other.bgpPeers ?? []).find(
    ({ interfaceName, peerIpAddress }) => interfaceName === far?.name && peerIpAddress === addressOf(own.ipRange),
  );
  const isAgreed = back?.peerAsn === router.bgp?.asn && peer.peerAsn === other.bgp?.asn;
  const isEnabled = peer.enable !== 'FALSE' && back?.enable !== 'FALSE';
  return far === undefined || back === undefined || !isAgreed || !isEnabled
    ? undefined
    : { router: other, peer: back, tunnel };
}

/** The routes that a router learns from one of its peers, of whom the other end answers. */
export function learnedRoutes(router: Router, peer: Peer, other: OtherEnd, state: State): readonly Route[] {
  return advertisedRanges(other.router, other.peer, state).map((destRange) => ({
    kind: 'compute#route',
    destRange,
    network: router.network,
    nextHopIp: peer.peerIpAddress,
    nextHopVpnTunnel: other.tunnel,
    priority: other.peer.advertisedRoutePriority ?? ADVERTISED_PRIORITY,
    routeType: 'BGP',
  }));
}

/** What a router tells a peer: the ranges of its network that the routing mode lets it know, or those it was given. */
export function advertisedRanges(router: Router, peer: Peer, state: State): readonly string[] {
  const how = peer.advertiseMode === 'CUSTOM' ? peer : (router.bgp ?? {});
  const isCustom = how.advertiseMode === 'CUSTOM';
  const own = (how.advertisedIpRanges ?? []).flatMap(({ range }) => range ?? []);
  if (isCustom && how.advertisedGroups?.includes('ALL_SUBNETS') !== true) return own;
  const network = findLinked(state, 'networks', router.network)?.resource;
  const isGlobal = network?.routingConfig?.routingMode === 'GLOBAL';
  const ranges: string[] = [];
  scanUsersIn(state, 'subnetworks', pathOf(router.network ?? '') ?? '', ({ resource }) => {
    if (!isGlobal && nameOf(resource.region ?? '') !== nameOf(router.region ?? '')) return;
    ranges.push(...rangesOf(resource).map(({ cidr }) => cidr));
  });
  return isCustom ? [...ranges, ...own] : ranges;
}
