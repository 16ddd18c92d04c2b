import type { JsonObject } from '../../kernel/json.ts';
import { collectionOf, nameOf, parseScope, projectOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import { scanUsersIn } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import type { Call } from '../call.ts';
import { calledResource } from '../called-resource.ts';
import type { Verb } from '../verb.ts';
import { connectedPeers } from './connected-peers.ts';
import { holdersOf, internalIp, scanHeldIps } from './ip-holders.ts';
import { formatIp, parseIpRange } from './ip-range.ts';
import { rangesOf } from './subnetwork-ranges.ts';

type Network = Resource<'Network'>;

/** The texts of a query parameter that lists some; undefined where it lists none. */
function listed({ query }: Call, name: string): readonly string[] | undefined {
  const texts = (query.get(name) ?? '').split(',').filter((text) => text !== '');
  return texts.length === 0 ? undefined : texts;
}

/** The ranges of a network: of its subnetworks, and those that were reserved in it. */
function rangesIn(network: string, types: readonly [used: string, reserved: string], state: State): JsonObject[] {
  const found: JsonObject[] = [];
  const [used, reserved] = types;
  scanUsersIn(state, 'subnetworks', network, ({ resource }, path) => {
    const region = parseScope(path).location;
    for (const { cidr } of rangesOf(resource)) found.push({ cidr, owner: linkOf(path), region, type: used });
  });
  scanUsersIn(state, 'addresses', network, ({ resource: { address = '', prefixLength, purpose } }, path) => {
    const cidr = prefixLength === undefined ? address : `${address}/${prefixLength}`;
    found.push({ cidr, owner: linkOf(path), type: reserved, ...(purpose === undefined ? {} : { purpose }) });
  });
  return found;
}

/** The network's own ranges, and those of the networks that it is connected with. */
export const listIpAddresses: Verb<JsonObject, Network> = (call, transaction) => {
  calledResource(call, transaction);
  const { state } = transaction;
  const types = listed(call, 'types');
  const peers = connectedPeers(call.path, state).flatMap((peer) =>
    rangesIn(peer, ['PEER_USED', 'PEER_RESERVED'], state),
  );
  const all = [...rangesIn(call.path, ['SUBNETWORK', 'RESERVED'], state), ...peers];
  return { list: all.filter(({ type }) => types === undefined || types.some((one) => one === type)) };
};

/** Whoever holds an internal address of the network, address by address. */
export const listIpOwners: Verb<JsonObject, Network> = (call, transaction) => {
  calledResource(call, transaction);
  const { state } = transaction;
  const projects = listed(call, 'ownerProjects');
  const types = listed(call, 'ownerTypes')?.map((type) => `${type}s`);
  const within = rangesAsked(call, state);
  const list: JsonObject[] = [];
  scanHeldIps(call.path, state, (address) => {
    if (within?.some(({ first, last }) => address >= first && address <= last) === false) return;
    const owners = holdersOf(internalIp(call.path, formatIp(address)), state).filter(
      (path) => projects?.includes(projectOf(path)) !== false && types?.includes(collectionOf(path)) !== false,
    );
    if (owners.length === 0) return;
    list.push({
      ipCidrRange: `${formatIp(address)}/32`,
      owners: owners.map((path) => linkOf(path)),
      systemOwned: false,
    });
  });
  return { list };
};

/** The ranges that owners are asked for in: a CIDR, or those of the subnetworks of a name or a region. */
function rangesAsked({ path, query }: Call, state: State) {
  const [cidr, name, region] = ['ipCidrRange', 'subnetName', 'subnetRegion'].map((parameter) => query.get(parameter));
  if (cidr !== undefined) return [parseIpRange(cidr) ?? NOTHING];
  if (name === undefined && region === undefined) return undefined;
  const ranges = [NOTHING];
  scanUsersIn(state, 'subnetworks', path, ({ resource }, subnetwork) => {
    if (name !== undefined && nameOf(subnetwork) !== name) return;
    if (region !== undefined && parseScope(subnetwork).location !== region) return;
    ranges.push(...rangesOf(resource).map((range) => parseIpRange(range.cidr) ?? NOTHING));
  });
  return ranges;
}

/** A range that holds no address. */
const NOTHING = { first: 1, last: 0 };
