import type { JsonObject } from '../../kernel/json.ts';
import { asString } from '../../kernel/json.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { serviceMade } from '../service-made.ts';

/** Every network starts with a way out to the internet. */
export function createInternetRoute(network: string, transaction: Transaction): void {
  const project = projectOf(network);
  createRoute('default-route', project, transaction, {
    description: 'Default route to the Internet.',
    network: linkOf(network),
    destRange: '0.0.0.0/0',
    priority: 1000,
    nextHopGateway: linkOf(`projects/${project}/global/gateways/default-internet-gateway`),
  });
}

/** Every range of a subnetwork has a route. @returns what the subnetwork remembers of it */
export function createSubnetworkRoute(subnetwork: string, resource: JsonObject, transaction: Transaction): JsonObject {
  const destRange = asString(resource.ipCidrRange);
  const network = asString(resource.network);
  if (destRange === '') return {};
  const route = createRoute('default-route-r', projectOf(subnetwork), transaction, {
    description: `Default local route to the subnetwork ${destRange}.`,
    network,
    destRange,
    priority: 0,
    nextHopNetwork: network,
  });
  return { [ROUTE]: route };
}

/** The route goes with its subnetwork. */
export function removeSubnetworkRoute(subnetwork: Entry, transaction: Transaction): void {
  const route = subnetwork.hidden?.[ROUTE];
  if (typeof route === 'string') transaction.remove(route);
}

/** The route follows its subnetwork to a larger range. */
export function moveSubnetworkRoute(subnetwork: Entry, destRange: string, transaction: Transaction): void {
  const route = asString(subnetwork.hidden?.[ROUTE]);
  const entry = transaction.get(route);
  if (entry === undefined) return;
  const description = `Default local route to the subnetwork ${destRange}.`;
  transaction.put(route, { ...entry, resource: { ...entry.resource, destRange, description } });
}

/** Those that were made by themselves do not keep a network from being deleted: they go with it. */
export function removeAutomaticRoutes(network: string, transaction: Transaction): void {
  const { state } = transaction;
  state.scanUsers(network, (user) => {
    if (user.includes('/global/routes/') && isAutomaticRoute(state, user)) transaction.remove(user);
  });
}

export const isAutomaticRoute = (state: State, path: string): boolean => state.get(path)?.hidden?.[AUTOMATIC] === true;

const ROUTE = 'route';
const AUTOMATIC = 'automatic';

function createRoute(prefix: string, project: string, transaction: Transaction, fields: JsonObject): string {
  const name = `${prefix}-${BigInt(transaction.newId()).toString(16).padStart(16, '0')}`;
  const path = `projects/${project}/global/routes/${name}`;
  const resource = serviceMade('compute#route', path, { name, ...fields }, transaction);
  transaction.put(path, { resource, hidden: { [AUTOMATIC]: true } });
  return path;
}

const projectOf = (path: string): string => path.split('/')[1] ?? '';
