import type { Entry } from '../../kernel/entry.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import { find, findLinked } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';

type Network = Resource<'Network'>;
type Peering = Resource<'NetworkPeering'>;

/** The peerings that a network has, connected or not. */
export const peeringsOf = (network: Entry<Network> | undefined): readonly Peering[] => network?.resource.peerings ?? [];

/** The peering that the peer of a peering has with this network. */
export function backOf(path: string, peering: Peering, state: State): Peering | undefined {
  const peer = findLinked(state, 'networks', peering.network);
  return peeringsOf(peer).find((other) => other.network === linkOf(path));
}

/** Paths of the networks that a network is connected with. */
export const connectedPeers = (path: string, state: State): readonly string[] =>
  peeringsOf(find(state, 'networks', path)).flatMap((peering) => {
    const peer = pathOf(peering.network ?? '');
    return peer === undefined || backOf(path, peering, state) === undefined ? [] : [peer];
  });
