import type { Json, JsonDraft, JsonObject } from '../engine/json.ts';
import { asObject, asString } from '../engine/json.ts';
import { linkOf } from '../engine/self-link.ts';
import type { Entry, State } from '../engine/state.ts';
import { timestamp } from '../engine/timestamp.ts';
import type { Transaction } from '../engine/transaction.ts';
import { autoSubnetworkRanges } from './auto-subnetworks.ts';
import type { Collection } from './collection.ts';
import { newSubnetwork } from './subnetworks.ts';

function complete(draft: JsonDraft, { path }: { readonly path: string }): void {
  draft['autoCreateSubnetworks'] ??= true;
  draft['networkFirewallPolicyEnforcementOrder'] ??= 'AFTER_CLASSIC_FIREWALL';
  draft['routingConfig'] = {
    routingMode: 'REGIONAL',
    bgpBestPathSelectionMode: 'LEGACY',
    ...asObject(draft['routingConfig']),
  };
  draft['selfLinkWithId'] ??= linkOf(`${path.slice(0, path.lastIndexOf('/'))}/${asString(draft['id'])}`);
}

/** An auto mode network brings a subnetwork in every region. */
function createSubnetworks(network: JsonObject, path: string, transaction: Transaction): void {
  if (network['autoCreateSubnetworks'] !== true) return;
  const [, project = ''] = path.split('/');
  for (const [region, ipCidrRange] of autoSubnetworkRanges) {
    const subnetworkPath = `projects/${project}/regions/${region}/subnetworks/${asString(network['name'])}`;
    if (transaction.get(subnetworkPath) !== undefined) continue;
    const fields = { name: network['name'], network: linkOf(path), ipCidrRange };
    transaction.put(subnetworkPath, newSubnetwork(subnetworkPath, fields, transaction));
  }
}

/** Those of an auto mode network go with it, so they do not keep it from being deleted. */
function removeSubnetworks(path: string, entry: Entry, transaction: Transaction): void {
  if (entry.resource['autoCreateSubnetworks'] !== true) return;
  transaction.state.scanUsers(path, (user) => {
    if (user.includes('/subnetworks/') && transaction.state.firstUser(user) === undefined) transaction.remove(user);
  });
}

/** Links of the subnetworks in the network, by path. */
function subnetworksOf(path: string, state: State): JsonObject {
  const subnetworks: Json[] = [];
  state.scanUsers(path, (user) => {
    if (user.includes('/subnetworks/') && state.get(user) !== undefined) subnetworks.push(linkOf(user));
  });
  return subnetworks.length > 0 ? { subnetworks } : {};
}

/** The network that every project starts with. */
export function createDefaultNetwork(project: string, transaction: Transaction): void {
  const path = `projects/${project}/global/networks/default`;
  const draft: JsonDraft = {
    kind: 'compute#network',
    id: transaction.newId(),
    creationTimestamp: timestamp(transaction.now),
    name: 'default',
    description: 'Default network for the project',
    selfLink: linkOf(path),
  };
  complete(draft, { path });
  transaction.put(path, { resource: draft });
  createSubnetworks(draft, path, transaction);
}

export const networks: Collection = {
  name: 'networks',
  collections: ['networks'],
  immutable: ['autoCreateSubnetworks'],
  inUse: 'operation',
  complete,
  onWrite: (resource, { before, path, transaction }) => {
    if (before === undefined) createSubnetworks(resource, path, transaction);
  },
  onDelete: (path, entry, { transaction }) => removeSubnetworks(path, entry, transaction),
  derive: (path, _entry, state) => subnetworksOf(path, state),
};
