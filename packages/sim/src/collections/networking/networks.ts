import type { JsonObject } from '../../kernel/json.ts';
import { invalid } from '../../kernel/refusal.ts';
import { nameOf, parentOf, parseScope } from '../../kernel/resource-path.ts';
import { linkOf, linkWithId } from '../../kernel/self-link.ts';
import type { OperationError } from '../../kernel/operation.ts';
import type { State } from '../../kernel/state.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { isAssociated } from './attached-policy.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import type { WriteContext } from '../context.ts';
import { defineCollection } from '../define-collection.ts';
import { find, scanIn } from '../../wire/find.ts';
import type { Verb } from '../verb.ts';
import { effectiveFirewalls } from './effective-firewalls.ts';
import { listIpAddresses, listIpOwners } from './network-ip-addresses.ts';
import { createDefaultFirewalls } from './firewalls.ts';
import { formatIp, parseIpRange } from './ip-range.ts';
import { canonicalUlaRange, newUlaRange } from './ipv6-range.ts';
import { createParts, removeParts } from './network-parts.ts';
import {
  addPeering,
  PEERING_IN_PROGRESS,
  removePeering,
  requestRemovePeering,
  cancelRequestRemovePeering,
  shownPeerings,
  updatePeering,
} from './network-peerings.ts';
import { listPeeringRoutes } from './peering-routes.ts';
import { serviceMade } from '../service-made.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type Network = Resource<'Network'>;

interface NetworkContext {
  readonly path: string;
  readonly transaction: Transaction;
}

function complete(draft: Draft<Network>, { path, transaction }: NetworkContext): void {
  // A network with a range of its own is a legacy one: it has no subnetworks, and its own gateway (documented).
  if (draft.IPv4Range === undefined) draft.autoCreateSubnetworks ??= true;
  const range = parseIpRange(draft.IPv4Range ?? '');
  if (range !== undefined) draft.gatewayIPv4 = formatIp(range.first + 1);
  draft.networkFirewallPolicyEnforcementOrder ??= 'AFTER_CLASSIC_FIREWALL';
  draft.routingConfig = {
    routingMode: 'REGIONAL',
    bgpBestPathSelectionMode: 'LEGACY',
    ...draft.routingConfig,
  };
  draft.selfLinkWithId ??= linkWithId(path, draft.id ?? '');
  if (draft.enableUlaInternalIpv6 === true) draft.internalIpv6Range ??= newUlaRange(transaction);
  // It is printed only when true (observed).
  else if (draft.enableUlaInternalIpv6 === false) delete draft.enableUlaInternalIpv6;
  // In one spelling, so that two networks with one range are found.
  const ulaRange = canonicalUlaRange(draft.internalIpv6Range ?? '');
  if (ulaRange !== undefined) draft.internalIpv6Range = ulaRange;
}

function check(resource: Network): void {
  const { mtu } = resource;
  if (mtu !== undefined && (mtu < 1300 || mtu > 8896)) {
    throw invalid('resource.mtu', mtu, 'Must be between 1300 and 8896.');
  }
  checkLegacy(resource);
  checkUlaRange(resource);
  checkBestPath(resource.routingConfig ?? {});
}

function checkLegacy({ IPv4Range, autoCreateSubnetworks }: Network): void {
  if (IPv4Range === undefined) return;
  if (parseIpRange(IPv4Range) === undefined) {
    throw invalid('resource.IPv4Range', IPv4Range, 'Must be a CIDR address range.');
  }
  if (autoCreateSubnetworks === undefined) return;
  throw invalid('resource.IPv4Range', IPv4Range, 'A network with a range of its own cannot have subnetworks.');
}

/** Google's ULA prefix is fd20::/20, and each network has a /48 of it (documented). */
function checkUlaRange({ enableUlaInternalIpv6, internalIpv6Range }: Network): void {
  if (internalIpv6Range === undefined) return;
  if (enableUlaInternalIpv6 !== true) {
    const explanation = 'It can only be specified when enableUlaInternalIpv6 is true.';
    throw invalid('resource.internalIpv6Range', internalIpv6Range, explanation);
  }
  if (canonicalUlaRange(internalIpv6Range) !== undefined) return;
  const explanation = 'It must be a valid /48 ULA IPv6 address within fd20::/20.';
  throw invalid('resource.internalIpv6Range', internalIpv6Range, explanation);
}

/** What only the STANDARD algorithm looks at (documented), be it switched on or off (a test of Terraform's provider). */
function checkBestPath(config: Resource<'NetworkRoutingConfig'>): void {
  if (config.bgpBestPathSelectionMode === 'STANDARD') return;
  const { bgpAlwaysCompareMed, bgpInterRegionCost } = config;
  if (bgpAlwaysCompareMed !== undefined) {
    const explanation = 'Field bgp_always_compare_med is not supported for LEGACY BGP Best Path Selection algorithm.';
    throw invalid('resource.routingConfig.bgpAlwaysCompareMed', bgpAlwaysCompareMed, explanation);
  }
  if (bgpInterRegionCost === undefined || bgpInterRegionCost === 'DEFAULT') return;
  const explanation = 'Field bgp_inter_region_cost is not supported for LEGACY BGP Best Path Selection algorithm.';
  throw invalid('resource.routingConfig.bgpInterRegionCost', bgpInterRegionCost, explanation);
}

/** Two networks cannot have one range of unique local addresses; the service finds out while it makes the second (documented). */
function findUlaConflict(resource: Network, { path, transaction }: WriteContext<Network>): OperationError | undefined {
  const { internalIpv6Range } = resource;
  if (internalIpv6Range === undefined) return undefined;
  let other: string | undefined;
  scanIn(transaction.state, 'networks', parentOf(parentOf(path)), (found, entry) => {
    if (found !== path && entry.resource.internalIpv6Range === internalIpv6Range) other = found;
    return other === undefined;
  });
  if (other === undefined) return undefined;
  const message = `IP range '${internalIpv6Range}' is already being used by '${other}'.`;
  return { status: 409, code: 'IP_IN_USE_BY_ANOTHER_RESOURCE', message };
}

/** What others say of a network: its subnetworks, and the firewall policy that is associated with it. */
function shownUsers(path: string, state: State): Partial<Network> {
  const subnetworks: string[] = [];
  const shown: Draft<Partial<Network>> = {};
  state.users.scan(path, (user) => {
    if (find(state, 'subnetworks', user) !== undefined) subnetworks.push(linkOf(user));
    const policy = find(state, 'firewallPolicies', user);
    if (policy === undefined || parseScope(user).scopeKind !== 'global') return;
    if (isAssociated(policy.resource, path)) shown.firewallPolicy = linkOf(user);
  });
  if (subnetworks.length > 0) shown.subnetworks = subnetworks;
  return shown;
}

/** The network that every project starts with. */
export function createDefaultNetwork(project: string, transaction: Transaction): void {
  const path = `projects/${project}/global/networks/default`;
  const fields = { name: 'default', description: 'Default network for the project' };
  const draft = serviceMade<Network>('compute#network', path, fields, transaction);
  complete(draft, { path, transaction });
  transaction.put(path, { resource: draft });
  createParts(path, draft, transaction);
  createDefaultFirewalls(project, transaction);
}

/** Auto mode cannot be switched on again. */
const switchToCustomMode: Verb<JsonObject, Network> = (call, transaction) => {
  const network = calledResource<Network>(call, transaction);
  if (network.resource.autoCreateSubnetworks !== true) {
    throw invalid('network', nameOf(call.path), 'The network is not an auto subnet mode network.');
  }
  return { write: { ...network, resource: { ...network.resource, autoCreateSubnetworks: false } } };
};

export const networks: Collection = defineCollection({
  name: 'networks',
  collections: ['networks'],
  body: {
    // The newer form of the body has the name in its peering (observed).
    optional: ['NetworksAddPeeringRequest.name'],
  },
  references: { 'Network.networkProfile': { to: ['networkProfiles'], isUnchecked: true, isWeak: true } },
  lifecycle: {
    immutable: ['autoCreateSubnetworks', 'IPv4Range'],
    complete,
    check,
    findFailure: findUlaConflict,
    onWrite: (resource, { before, path, transaction }) => {
      if (before === undefined) createParts(path, resource, transaction);
    },
  },
  deletion: { inUse: 'operation', onDelete: (path, entry, { transaction }) => removeParts(path, entry, transaction) },
  reading: { derive: (path, entry, state) => ({ ...shownUsers(path, state), ...shownPeerings(path, entry, state) }) },
  operations: {
    busy: { addPeering: PEERING_IN_PROGRESS, updatePeering: PEERING_IN_PROGRESS, removePeering: PEERING_IN_PROGRESS },
    types: {
      patch: ({ body }) => (body.enableUlaInternalIpv6 === undefined ? 'compute.networks.patch' : 'updateNetwork'),
    },
  },
  verbs: {
    addPeering,
    updatePeering,
    removePeering,
    requestRemovePeering,
    cancelRequestRemovePeering,
    listIpAddresses,
    listIpOwners,
    listPeeringRoutes,
    switchToCustomMode,
    getEffectiveFirewalls: ({ path }, { state }) => ({ answer: effectiveFirewalls(path, state) }),
  },
  evidence: {
    documented: {
      insert: [
        {
          describedAt: 'Network.internalIpv6Range',
          sentence: 'must be a valid /48 ULA IPv6 address and must be within the fd20::/20',
        },
        { describedAt: 'Network.autoCreateSubnetworks', sentence: 'If not set, a legacy network is created.' },
        {
          describedAt: 'NetworkRoutingConfig.bgpAlwaysCompareMed',
          sentence: 'when using the STANDARD BGP best path selection algorithm',
        },
      ],
      requestRemovePeering: [
        {
          describedAt: 'networks.requestRemovePeering',
          sentence: 'Requests to remove a peering from the specified network.',
        },
      ],
      cancelRequestRemovePeering: {
        describedAt: 'networks.cancelRequestRemovePeering',
        sentence: 'Cancel requests to remove a peering from the specified network.',
      },
      listIpAddresses: {
        version: 'alpha',
        describedAt: 'networks.listIpAddresses',
        sentence: 'Lists the internal IP addresses in the specified network.',
      },
      listIpOwners: {
        version: 'alpha',
        describedAt: 'networks.listIpOwners',
        sentence: 'Lists the internal IP owners in the specified network.',
      },
      getEffectiveFirewalls: [
        {
          describedAt: 'networks.getEffectiveFirewalls',
          sentence: 'Returns the effective firewalls on a given network.',
        },
        {
          describedAt: 'NetworksGetEffectiveFirewallsResponse.firewallPolicys',
          sentence: 'It returns Global Network Firewall Policies',
        },
      ],
      listPeeringRoutes: [
        {
          describedAt: 'networks.listPeeringRoutes',
          sentence: 'Lists the peering routes exchanged over peering connection.',
        },
        {
          describedAt: 'NetworkPeering.exchangeSubnetRoutes',
          sentence: 'manage subnetwork routes between two networks when peering state is',
        },
        {
          describedAt: 'NetworkPeering.exportCustomRoutes',
          sentence: 'Whether to export the custom routes to peer network.',
        },
      ],
      switchToCustomMode: {
        describedAt: 'networks.switchToCustomMode',
        sentence: 'Switches the network mode from auto subnet mode to custom subnet mode.',
      },
      updatePeering: {
        describedAt: 'networks.updatePeering',
        sentence: 'Updates the specified network peering with the data included in the request.',
      },
    },
    lacking: {
      getEffectiveFirewalls: 'policies of organizations and folders: nothing here tells which a project is in',
      listIpAddresses: 'addresses of the peers of peers',
      listPeeringRoutes: 'dynamic routes: no router learns any',
    },
  },
});
