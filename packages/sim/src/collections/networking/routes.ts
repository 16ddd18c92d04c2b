import { isIP } from '../../kernel/node-modules.ts';
import type { Entry } from '../../kernel/entry.ts';
import { invalid, notFound, required } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find, findLinked, scanUsersIn } from '../../wire/find.ts';
import type { WriteContext } from '../context.ts';
import { isAutomaticRoute } from './automatic-routes.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { isCidr } from './cidr.ts';
import { holdersOf, internalIp, isAddressResource } from './ip-holders.ts';
import { parseIpRange } from './ip-range.ts';
import { rangesOf } from './subnetwork-ranges.ts';
import { checkTags } from './network-tags.ts';
import type { Resource } from '../../wire/wire.ts';

type Route = Resource<'Route'>;

const NEXT_HOPS = [
  'nextHopGateway',
  'nextHopIlb',
  'nextHopInstance',
  'nextHopIp',
  'nextHopNetwork',
  'nextHopVpnTunnel',
] as const;

function check(resource: Route, { transaction }: WriteContext<Route>): void {
  const { destRange, priority } = resource;
  const isIpv6 = destRange?.includes(':') === true;
  if (destRange !== undefined && (isIpv6 ? !isCidr(destRange) : parseIpRange(destRange) === undefined)) {
    throw invalid('resource.destRange', destRange, 'Must be a CIDR address range.');
  }
  checkTags(resource.tags, 'resource.tags');
  if (priority !== undefined && (priority < 0 || priority > 65_535)) {
    throw invalid('resource.priority', priority, 'Must be between 0 and 65535.');
  }
  const hops = NEXT_HOPS.filter((field) => resource[field] !== undefined);
  if (hops.length === 0) throw required('resource.nextHop');
  const [, second] = hops;
  if (second !== undefined) {
    throw invalid(`resource.${second}`, resource[second], 'A route has exactly one next hop.');
  }
  checkNextHop(resource, transaction);
  if (destRange !== undefined && !isIpv6) refuseHidden(resource, transaction);
}

function checkNextHop(route: Route, transaction: Transaction): void {
  const { network, nextHopGateway, nextHopIlb, nextHopInstance, nextHopIp } = route;
  if (nextHopGateway !== undefined && nameOf(nextHopGateway) !== 'default-internet-gateway') {
    throw invalid('resource.nextHopGateway', nextHopGateway, 'Only the internet gateway can be specified.');
  }
  if (nextHopIp !== undefined && isIP(nextHopIp) === 0) {
    throw invalid('resource.nextHopIp', nextHopIp, 'Must be a valid IP address.');
  }
  // Of the considerations for next hop instances in https://cloud.google.com/vpc/docs/static-routes.
  const interfaces = findLinked(transaction, 'instances', nextHopInstance)?.resource.networkInterfaces;
  if (interfaces?.every((nic) => nic.network !== network) === true) {
    const explanation = 'The instance must have an interface in the network of the route.';
    throw invalid('resource.nextHopInstance', nextHopInstance, explanation);
  }
  const path = pathOf(nextHopIlb ?? '');
  if (path === undefined) {
    if (nextHopIlb === undefined || isIP(nextHopIlb) !== 0) return;
    throw invalid('resource.nextHopIlb', nextHopIlb, 'Must be a forwarding rule or its IP address.');
  }
  const rule = find(transaction, 'forwardingRules', path)?.resource;
  if (rule === undefined) throw notFound(path);
  if (rule.loadBalancingScheme === 'INTERNAL') return;
  throw invalid(
    'resource.nextHopIlb',
    nextHopIlb,
    'The forwarding rule must be of the load balancing scheme INTERNAL.',
  );
}

/** What goes to a subnetwork goes there whatever routes say, so no route is for a part of one (documented; the words are of a report). */
function refuseHidden({ destRange = '', network, nextHopNetwork }: Route, transaction: Transaction): void {
  const range = parseIpRange(destRange);
  if (range === undefined || nextHopNetwork !== undefined) return;
  scanUsersIn(transaction.state, 'subnetworks', pathOf(network ?? '') ?? '', ({ resource }) => {
    if (resource.allowSubnetCidrRoutesOverlap === true) return;
    for (const { cidr } of rangesOf(resource)) {
      const other = parseIpRange(cidr);
      if (other === undefined || range.first < other.first || range.last > other.last) continue;
      const explanation = `${destRange} hides the address space of the network (${cidr}). Cannot change the routing of packets destined for the network.`;
      throw invalid('resource.destRange', destRange, explanation);
    }
  });
}

/**
 * A route whose next hop is gone or does not forward stays, and says so (documented). What it says of an instance that was not made
 * to forward is recorded, and the others are in its form.
 */
function derive(_path: string, { resource }: Entry<Route>, state: State): Partial<Route> {
  const warnings = [...warningsOfInstance(resource, state), ...warningsOfAddress(resource, state)];
  return warnings.length === 0 ? {} : { warnings };
}

type Warning = NonNullable<Route['warnings']>[number];

function warningsOfInstance({ nextHopInstance: link }: Route, state: State): readonly Warning[] {
  if (link === undefined) return [];
  const instance = findLinked(state, 'instances', link)?.resource;
  const warning = (code: NonNullable<Warning['code']>, what: string): Warning => ({
    code,
    message: `Next hop instance '${link}' ${what}.`,
    data: [{ key: 'instance', value: link }],
  });
  if (instance === undefined) return [warning('NEXT_HOP_INSTANCE_NOT_FOUND', 'does not exist')];
  const warnings: Warning[] = [];
  if (instance.canIpForward !== true) {
    const what = 'cannot forward ip traffic. The next hop instance must have canIpForward set';
    warnings.push(warning('NEXT_HOP_CANNOT_IP_FORWARD', what));
  }
  if (instance.status !== 'RUNNING') warnings.push(warning('NEXT_HOP_NOT_RUNNING', 'is not running'));
  return warnings;
}

function warningsOfAddress({ network = '', nextHopIp: ip }: Route, state: State): readonly Warning[] {
  if (ip === undefined || isIP(ip) !== 4) return [];
  const holders = holdersOf(internalIp(pathOf(network) ?? '', ip), state);
  if (holders.some((holder) => !isAddressResource(holder))) return [];
  const message = `Next hop address '${ip}' is not assigned to an instance on network '${network}'.`;
  return [{ code: 'NEXT_HOP_ADDRESS_NOT_ASSIGNED', message, data: [{ key: 'ip', value: ip }] }];
}

export const routes: Collection = defineCollection({
  name: 'routes',
  collections: ['routes'],
  // The API model requires it, and names its default (documented).
  body: { optional: ['Route.priority'] },
  references: {
    'Route.network': { to: ['networks'] },
    'Route.nextHopGateway': { to: ['gateways'], isUnchecked: true, isWeak: true },
    // An address is accepted as well, and left as it is.
    'Route.nextHopIlb': { to: ['forwardingRules'], isUnchecked: true },
    // A route outlives its next hop (documented).
    'Route.nextHopInstance': { to: ['instances'], isWeak: true },
    'Route.nextHopNetwork': { to: ['networks'] },
    'Route.nextHopVpnTunnel': { to: ['vpnTunnels'] },
  },
  lifecycle: {
    complete: (draft) => {
      draft.description ??= '';
      draft.priority ??= 1000;
    },
    check,
  },
  reading: { derive },
  deletion: {
    onDelete: (path, route) => {
      const isLocal = isAutomaticRoute(route) && nameOf(path).startsWith('default-route-r-');
      if (isLocal) throw invalid('route', nameOf(path), 'The local default route cannot be deleted.');
    },
  },
  evidence: {
    documented: {
      insert: [
        { describedAt: 'Route.priority', sentence: 'The default value is `1000`.' },
        {
          describedAt: 'Route.nextHopGateway',
          sentence: 'You can only specify the internet gateway using a full or partial valid URL',
        },
        {
          describedAt: 'Route.nextHopIlb',
          sentence: 'The URL to a forwarding rule of typeloadBalancingScheme=INTERNAL',
        },
        {
          describedAt: 'Subnetwork.allowSubnetCidrRoutesOverlap',
          sentence: "routes whose ranges conflict with this subnetwork's ranges won't be allowed",
        },
      ],
    },
    assumed: { delete: 'The route of a subnetwork is its own: without it, nothing would reach its machines.' },
  },
});
