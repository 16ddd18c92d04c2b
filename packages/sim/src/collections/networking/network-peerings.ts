import type { JsonDraft } from '../../kernel/json.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { invalid, notFound, Refusal, required } from '../../kernel/refusal.ts';
import { projectOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import type { Entry } from '../../kernel/entry.ts';
import { timestamp } from '../../kernel/timestamp.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Call } from '../call.ts';
import { checkLabelName } from '../label-name.ts';
import { calledResource } from '../called-resource.ts';
import { find } from '../../wire/find.ts';
import { backOf, peeringsOf } from './connected-peers.ts';
import { checkAgreed, checkByConsensus, shownConsensus, withRemovalRequested } from './peering-consensus.ts';
import { refuseOverlap } from './peering-overlap.ts';
import type { Outcome, Verb } from '../verb.ts';
import type { Resource } from '../../wire/wire.ts';

type Network = Resource<'Network'>;
type Peering = Resource<'NetworkPeering'>;

/** How peerings are refused while one of the two networks is being worked on (field reports). */
export const PEERING_IN_PROGRESS =
  'There is a peering operation in progress on the local or peer network. Try again later.';

/**
 * Adds a peering. The older form of the body names the peer beside the peering. That the field of subnetworks' routes is true is
 * documented; that there is one peering of a name, and one with a network, is assumed.
 */
export const addPeering: Verb<Resource<'NetworksAddPeeringRequest'>, Network> = (call, transaction) => {
  const network = calledResource<Network>(call, transaction);
  const { networkPeering, name, peerNetwork, autoCreateRoutes } = call.body;
  const sent: Peering = { name, network: peerNetwork, autoCreateRoutes, ...networkPeering };
  if ((sent.name ?? '') === '') throw required('resource.name');
  const peer = peerPath(sent.network, call, transaction);
  const peerings = peeringsOf(network);
  if (peerings.some((peering) => peering.name === sent.name)) {
    throw invalid('resource.name', sent.name, 'There is already a peering with that name.');
  }
  if (peerings.some((peering) => peering.network === linkOf(peer))) {
    throw invalid('resource.networkPeering.network', sent.network, 'The networks are peered already.');
  }
  checkLabelName(sent.name, 'resource.name');
  if (sent.exchangeSubnetRoutes === false) {
    throw invalid('resource.networkPeering.exchangeSubnetRoutes', false, 'This field should always be true.');
  }
  refuseOverlap(call.path, peer, transaction.state);
  const peering: Peering = {
    exportCustomRoutes: false,
    exportSubnetRoutesWithPublicIp: true,
    importCustomRoutes: false,
    importSubnetRoutesWithPublicIp: false,
    stackType: 'IPV4_ONLY',
    updateStrategy: 'INDEPENDENT',
    ...withoutAbsent(sent),
    autoCreateRoutes: true,
    exchangeSubnetRoutes: true,
    network: linkOf(peer),
    state: 'INACTIVE',
    stateDetails: `[${timestamp(transaction.now)}]: ${WAITING}`,
  };
  return writePeerings(network, [...peerings, peering]);
};

export const updatePeering: Verb<Resource<'NetworksUpdatePeeringRequest'>, Network> = (call, transaction) => {
  const network = calledResource<Network>(call, transaction);
  const { network: _, ...sent } = call.body.networkPeering ?? {};
  findPeering(network, sent.name, 'resource.networkPeering.name');
  const changed = peeringsOf(network).map((peering) =>
    peering.name === sent.name ? { ...peering, ...withoutAbsent(sent) } : peering,
  );
  return writePeerings(network, changed);
};

export const removePeering: Verb<Resource<'NetworksRemovePeeringRequest'>, Network> = (call, transaction) => {
  const network = calledResource<Network>(call, transaction);
  const { name } = call.body;
  const gone = findPeering(network, name, 'resource.name');
  checkAgreed(gone, backOf(call.path, gone, transaction.state));
  return writePeerings(
    network,
    peeringsOf(network).filter((peering) => peering.name !== name),
  );
};

type RemovalRequest = Verb<Resource<'NetworksRequestRemovePeeringRequest'>, Network>;

/** Asks that a peering be removed on which both sides have to agree, or asks for it no longer. */
const removalRequest =
  (isWanted: boolean): RemovalRequest =>
  (call, transaction) => {
    const network = calledResource<Network>(call, transaction);
    const peering = findPeering(network, call.body.name, 'resource.name');
    checkByConsensus(peering);
    const changed = withRemovalRequested(peering, isWanted);
    return writePeerings(
      network,
      peeringsOf(network).map((other) => (other === peering ? changed : other)),
    );
  };

export const requestRemovePeering: RemovalRequest = removalRequest(true);
export const cancelRequestRemovePeering: RemovalRequest = removalRequest(false);

/** A peering is ACTIVE while the peer has one back. */
export function shownPeerings(path: string, network: Entry<Network>, state: State): Pick<Network, 'peerings'> {
  const peerings = peeringsOf(network);
  if (peerings.length === 0) return {};
  return {
    peerings: peerings.map((peering): Peering => {
      const back = backOf(path, peering, state);
      const agreed = shownConsensus(peering, back);
      if (back === undefined) return agreed;
      const since = [peering, back]
        .map(({ stateDetails = '' }) => /^\[(.*)\]/.exec(stateDetails)?.[1] ?? '')
        .toSorted();
      return { ...agreed, state: 'ACTIVE', stateDetails: `[${since[1] ?? ''}]: Connected.` };
    }),
  };
}

/** @throws Refusal unless the network has a peering of that name */
export function findPeering(network: Entry<Network>, name: string | undefined, field: string): Peering {
  if (name === undefined || name === '') throw required(field);
  const found = peeringsOf(network).find((peering) => peering.name === name);
  if (found === undefined) throw invalid(field, name, 'There is no peering with that name.');
  return found;
}

const WAITING = 'Waiting for peer network to connect.';

/** The peer may well be in a project that nobody has used here, where nothing tells whether it exists. */
function peerPath(sent: string | undefined, call: Call, transaction: Transaction): string {
  const field = 'resource.networkPeering.network';
  if (sent === undefined || sent === '') throw required(field);
  const path = referencedPath(sent, call.project);
  if (path === undefined) throw invalid(field, sent, 'The URL is malformed.');
  if (path === call.path) throw invalid(field, sent, 'A network cannot peer with itself.');
  if (transaction.state.locks.has(path)) throw new Refusal(400, 'badRequest', PEERING_IN_PROGRESS);
  const isKnownProject = transaction.get(`projects/${projectOf(path)}`) !== undefined;
  if (isKnownProject && find(transaction, 'networks', path) === undefined) throw notFound(path);
  return path;
}

const writePeerings = (network: Entry<Network>, peerings: readonly Peering[]): Outcome<Network> => {
  const { peerings: _, ...resource } = network.resource;
  return { write: { ...network, resource: peerings.length > 0 ? { ...resource, peerings } : resource } };
};

function withoutAbsent(fields: Peering): Peering {
  const result: JsonDraft = {};
  for (const [name, value] of Object.entries(fields)) if (value !== undefined && value !== null) result[name] = value;
  return result;
}
