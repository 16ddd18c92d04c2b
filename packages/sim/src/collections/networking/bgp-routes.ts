import type { JsonObject } from '../../kernel/json.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import type { State } from '../../kernel/state.ts';
import type { Resource } from '../../wire/wire.ts';
import { calledResource } from '../called-resource.ts';
import type { Verb } from '../verb.ts';
import { advertisedRanges, learnedRoutes, otherEndOf } from './bgp-sessions.ts';
import { parseIpRange } from './ip-range.ts';

type Router = Resource<'Router'>;
type Peer = Resource<'RouterBgpPeer'>;

/** What a router tells one of its peers, or learns from it, while their session is up. */
export const listBgpRoutes: Verb<JsonObject, Router> = (call, transaction) => {
  const router = calledResource<Router>(call, transaction).resource;
  const [name, family, type, prefix] = ['peer', 'addressFamily', 'routeType', 'destinationPrefix'].map(
    (parameter) => call.query.get(parameter) ?? '',
  );
  const peer = (router.bgpPeers ?? []).find((candidate) => candidate.name === name);
  if (peer === undefined) throw invalid('peer', name, 'The router has no BGP peer of that name.');
  if (family !== 'IPV4' && family !== 'IPV6') throw required('addressFamily');
  const asn = type === 'ADVERTISED' ? router.bgp?.asn : peer.peerAsn;
  const asPaths = [{ type: 'AS_PATH_TYPE_SEQUENCE', asns32: asn === undefined ? [] : [asn] }];
  const list = destinations(router, peer, type === 'ADVERTISED', transaction.state)
    .filter((range) => range.includes(':') === (family === 'IPV6') && isWithin(range, prefix ?? ''))
    .map((range) => ({ destination: { prefix: range }, asPaths, origin: 'BGP_ORIGIN_INCOMPLETE' }));
  return { list };
};

function destinations(router: Router, peer: Peer, isAdvertised: boolean, state: State): readonly string[] {
  const other = otherEndOf(router, peer, state);
  if (other === undefined) return [];
  return isAdvertised
    ? advertisedRanges(router, peer, state)
    : learnedRoutes(router, peer, other, state).flatMap(({ destRange }) => destRange ?? []);
}

function isWithin(range: string, prefix: string): boolean {
  const [inner, outer] = [parseIpRange(range), parseIpRange(prefix)];
  if (prefix === '' || inner === undefined || outer === undefined) return prefix === '' || range === prefix;
  return inner.first >= outer.first && inner.last <= outer.last;
}
