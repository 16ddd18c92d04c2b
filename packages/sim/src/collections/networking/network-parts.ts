import type { Entry } from '../../kernel/entry.ts';
import { projectOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { scanUsersIn } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import { createInternetRoute, removeAutomaticRoutes } from './automatic-routes.ts';
import { autoSubnetworkRanges } from './auto-subnetworks.ts';
import { newSubnetwork, removeSubnetwork } from './subnetworks.ts';

type Network = Resource<'Network'>;

/** What comes with a new network: a way to the internet and, in auto mode, a subnetwork in every region. */
export function createParts(path: string, network: Network, transaction: Transaction): void {
  createInternetRoute(path, transaction);
  if (network.autoCreateSubnetworks !== true) return;
  for (const [region, ipCidrRange] of autoSubnetworkRanges) {
    const subnetworkPath = `projects/${projectOf(path)}/regions/${region}/subnetworks/${network.name ?? ''}`;
    if (transaction.get(subnetworkPath) !== undefined) continue;
    const fields = { name: network.name, network: linkOf(path), ipCidrRange };
    transaction.put(subnetworkPath, newSubnetwork(subnetworkPath, fields, transaction));
  }
}

/** The parts of an auto mode network go with it, so they do not keep it from being deleted. */
export function removeParts(path: string, entry: Entry<Network>, transaction: Transaction): void {
  removeAutomaticRoutes(path, transaction);
  if (entry.resource.autoCreateSubnetworks !== true) return;
  const { state } = transaction;
  scanUsersIn(state, 'subnetworks', path, (subnetwork, user) => {
    if (state.users.first(user) === undefined) removeSubnetwork(user, subnetwork, transaction);
  });
}
