import type { Entry } from '../../kernel/entry.ts';
import { projectOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find, scanUsersIn } from '../../wire/find.ts';
import { serviceMade } from '../service-made.ts';
import type { Resource } from '../../wire/wire.ts';

type Route = Resource<'Route'>;
type Subnetwork = Resource<'Subnetwork'>;

/** What a subnetwork keeps hidden: the path of its route. */
interface SubnetworkRoute {
  readonly route?: string;
}

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

/** Every range of a subnetwork has a route. @returns what the subnetwork keeps of it */
export function createSubnetworkRoute(
  path: string,
  { ipCidrRange: destRange = '', network = '' }: Subnetwork,
  transaction: Transaction,
): { readonly route?: string } {
  if (destRange === '') return {};
  const route = createRoute('default-route-r', projectOf(path), transaction, {
    description: `Default local route to the subnetwork ${destRange}.`,
    network,
    destRange,
    priority: 0,
    nextHopNetwork: network,
  });
  return { route };
}

/** Only what {@link createSubnetworkRoute} returns is kept under that name. */
const routeOf = ({ hidden }: Entry<Subnetwork>): string | undefined => (hidden as SubnetworkRoute | undefined)?.route;

/** The route goes with its subnetwork. */
export function removeSubnetworkRoute(subnetwork: Entry<Subnetwork>, transaction: Transaction): void {
  const path = routeOf(subnetwork);
  if (path !== undefined) transaction.remove(path);
}

/** The route follows its subnetwork to a larger range. */
export function moveSubnetworkRoute(subnetwork: Entry<Subnetwork>, destRange: string, transaction: Transaction): void {
  const path = routeOf(subnetwork);
  const route = find(transaction, 'routes', path);
  if (path === undefined || route === undefined) return;
  const description = `Default local route to the subnetwork ${destRange}.`;
  transaction.put(path, { ...route, resource: { ...route.resource, destRange, description } });
}

/** Those that were made by themselves do not keep a network from being deleted: they go with it. */
export function removeAutomaticRoutes(network: string, transaction: Transaction): void {
  scanUsersIn(transaction.state, 'routes', network, (route, path) => {
    if (isAutomaticRoute(route)) transaction.remove(path);
  });
}

export const isAutomaticRoute = ({ hidden }: Entry<Route>): boolean => hidden?.automatic === true;

function createRoute(prefix: string, project: string, transaction: Transaction, fields: Route): string {
  const name = `${prefix}-${BigInt(transaction.newId()).toString(16).padStart(16, '0')}`;
  const path = `projects/${project}/global/routes/${name}`;
  const resource = serviceMade<Route>('compute#route', path, { name, ...fields }, transaction);
  transaction.put(path, { resource, hidden: { automatic: true } });
  return path;
}
