import { invalid } from '../../kernel/refusal.ts';
import type { Resource } from '../../wire/wire.ts';

type Peering = Resource<'NetworkPeering'>;

const REQUESTED = 'LOCAL_DELETE_REQUESTED';

const isRequested = (peering: Peering | undefined): boolean =>
  peering?.connectionStatus?.consensusState?.deleteStatus === REQUESTED;

/** @throws Refusal of a request to remove a peering that either side can remove alone */
export function checkByConsensus({ name, updateStrategy }: Peering): void {
  if (updateStrategy === 'CONSENSUS') return;
  throw invalid('resource.name', name, 'Its update strategy must be CONSENSUS.');
}

/** The peering as one whose removal its own side asks for, or asks for no longer. */
export function withRemovalRequested(peering: Peering, isWanted: boolean): Peering {
  if (isWanted)
    return {
      ...peering,
      connectionStatus: { updateStrategy: 'CONSENSUS', consensusState: { deleteStatus: REQUESTED } },
    };
  const { connectionStatus: _, ...kept } = peering;
  return kept;
}

/** What both sides have asked for, as the one side is shown it. */
export function shownConsensus(peering: Peering, back: Peering | undefined): Peering {
  const [own, other] = [isRequested(peering), isRequested(back)];
  if (!own && !other) return peering;
  const deleteStatus = own && other ? 'DELETE_ACKNOWLEDGED' : own ? REQUESTED : 'PEER_DELETE_REQUESTED';
  return { ...peering, connectionStatus: { updateStrategy: 'CONSENSUS', consensusState: { deleteStatus } } };
}

/** @throws Refusal to remove a peering while one side has not asked for that; one that has no other side can go */
export function checkAgreed(peering: Peering, back: Peering | undefined): void {
  if (peering.updateStrategy !== 'CONSENSUS' || back === undefined) return;
  if (isRequested(peering) && isRequested(back)) return;
  throw invalid('resource.name', peering.name, 'Both peerings must request the deletion of the peering first.');
}
