import type { Json, JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { invalid, notFound, required } from '../../kernel/refusal.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import type { Entry } from '../../kernel/entry.ts';
import { timestamp } from '../../kernel/timestamp.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Call } from '../call.ts';
import { calledResource } from '../called-resource.ts';
import type { Verb } from '../verb.ts';

const peeringsOf = (network: Entry | undefined): readonly JsonObject[] =>
  asArray(network?.resource.peerings).map(asObject);

/** Adds a peering. The older form of the body names the peer beside the peering. */
export const addPeering: Verb = (call, transaction) => {
  const network = calledResource(call, transaction);
  const { networkPeering, name, peerNetwork, autoCreateRoutes } = call.body;
  const sent: JsonObject = { name, network: peerNetwork, autoCreateRoutes, ...asObject(networkPeering) };
  if (asString(sent.name) === '') throw required('resource.name');
  const peer = peerPath(sent.network, call, transaction);
  const peerings = peeringsOf(network);
  if (peerings.some((peering) => peering.name === sent.name)) {
    throw invalid('resource.name', sent.name, 'There is already a peering with that name.');
  }
  if (peerings.some((peering) => peering.network === linkOf(peer))) {
    throw invalid('resource.networkPeering.network', sent.network, 'The networks are peered already.');
  }
  const peering: JsonObject = {
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

export const updatePeering: Verb = (call, transaction) => {
  const network = calledResource(call, transaction);
  const { network: _, ...sent } = asObject(call.body.networkPeering);
  findPeering(network, sent.name, 'resource.networkPeering.name');
  const changed = peeringsOf(network).map((peering) =>
    peering.name === sent.name ? { ...peering, ...withoutAbsent(sent) } : peering,
  );
  return writePeerings(network, changed);
};

export const removePeering: Verb = (call, transaction) => {
  const network = calledResource(call, transaction);
  const { name } = call.body;
  findPeering(network, name, 'resource.name');
  return writePeerings(
    network,
    peeringsOf(network).filter((peering) => peering.name !== name),
  );
};

/** A peering is ACTIVE while the peer has one back. */
export function shownPeerings(path: string, network: Entry, state: State): JsonObject {
  const peerings = peeringsOf(network);
  if (peerings.length === 0) return {};
  return {
    peerings: peerings.map((peering): Json => {
      const back = backOf(path, peering, state);
      if (back === undefined) return peering;
      const since = [peering, back].map((side) => /^\[(.*)\]/.exec(asString(side.stateDetails))?.[1] ?? '').toSorted();
      return { ...peering, state: 'ACTIVE', stateDetails: `[${since[1] ?? ''}]: Connected.` };
    }),
  };
}

/** The peering that the peer of a peering has with this network. */
export function backOf(path: string, peering: JsonObject, state: State): JsonObject | undefined {
  const peer = state.get(pathOf(asString(peering.network)) ?? '');
  return peeringsOf(peer).find((other) => other.network === linkOf(path));
}

/** @throws Refusal unless the network has a peering of that name */
export function findPeering(network: Entry, name: Json | undefined, field: string): JsonObject {
  if (name === undefined || name === '') throw required(field);
  const found = peeringsOf(network).find((peering) => peering.name === name);
  if (found === undefined) throw invalid(field, name, 'There is no peering with that name.');
  return found;
}

const WAITING = 'Waiting for peer network to connect.';

/** The peer may well be in a project that nobody has used here, where nothing tells whether it exists. */
function peerPath(sent: Json | undefined, call: Call, transaction: Transaction): string {
  const field = 'resource.networkPeering.network';
  if (asString(sent) === '') throw required(field);
  const path = referencedPath(asString(sent), call.project);
  if (path === undefined) throw invalid(field, sent, 'The URL is malformed.');
  if (path === call.path) throw invalid(field, sent, 'A network cannot peer with itself.');
  const project = path.split('/').slice(0, 2).join('/');
  if (transaction.get(project) !== undefined && transaction.get(path) === undefined) throw notFound(path);
  return path;
}

const writePeerings = (network: Entry, peerings: readonly JsonObject[]): ReturnType<Verb> => {
  const { peerings: _, ...resource } = network.resource;
  return { write: { ...network, resource: peerings.length > 0 ? { ...resource, peerings } : resource } };
};

function withoutAbsent(fields: JsonObject): JsonObject {
  const result: JsonDraft = {};
  for (const [name, value] of Object.entries(fields)) if (value !== undefined && value !== null) result[name] = value;
  return result;
}
