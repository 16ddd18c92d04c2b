import { invalid, required } from '../../kernel/refusal.ts';
import type { ScopeKind } from '../../kernel/resource-path.ts';
import { nameOf, parseScope } from '../../kernel/resource-path.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Call } from '../call.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import { scanUsersIn } from '../../wire/find.ts';
import type { Verb } from '../verb.ts';
import { endpointHealths } from './endpoint-health.ts';
import { networkOf } from '../networking/ip-allocation.ts';
import { checkLeaderStays } from './ha-policy.ts';
import { checkNumber, PORTS } from '../number-range.ts';
import { rememberParts } from '../probe-memory.ts';
import { attach, detach, endpointsOf, instancesOf, keyOf, livingEndpoints } from './network-endpoints.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type NetworkEndpointGroup = Resource<'NetworkEndpointGroup'>;
type GroupType = NonNullable<NetworkEndpointGroup['networkEndpointType']>;
type Health = Resource<'HealthStatusForNetworkEndpoint'>;

/** Types that each kind of scope has; the first is what a group is unless told otherwise. */
const TYPES: { readonly [Kind in ScopeKind]?: readonly GroupType[] } = {
  zones: ['GCE_VM_IP_PORT', 'GCE_VM_IP', 'NON_GCP_PRIVATE_IP_PORT', 'GCE_VM_IP_DEDICATED_BACKEND'],
  regions: ['SERVERLESS', 'PRIVATE_SERVICE_CONNECT', 'INTERNET_IP_PORT', 'INTERNET_FQDN_PORT', 'GCE_VM_IP_PORTMAP'],
  global: ['INTERNET_IP_PORT', 'INTERNET_FQDN_PORT'],
};
const WITHOUT_DEFAULT_PORT: ReadonlySet<GroupType> = new Set(['GCE_VM_IP', 'SERVERLESS', 'PRIVATE_SERVICE_CONNECT']);
/** Types of regional groups that are in a network: out of it their proxies reach the Internet. */
const IN_NETWORK = /^(?:INTERNET_|GCE_VM_IP_PORTMAP$)/;
const SERVERLESS_PLATFORMS = ['cloudRun', 'appEngine', 'cloudFunction'] as const;

const SCOPES = [
  ['zones', 'zonal'],
  ['regions', 'regional'],
  ['global', 'global'],
] as const;

/** The words are of a report on a type that regions alone have. */
function onlyElsewhere(type: GroupType): string {
  const scopes = SCOPES.filter(([kind]) => TYPES[kind]?.includes(type) === true).map(([, scope]) => scope);
  return `Network endpoint of type ${type} is only allowed in ${scopes.join(' or ')} scope.`;
}

function complete(draft: Draft<NetworkEndpointGroup>, { call, transaction }: WriteContext<NetworkEndpointGroup>): void {
  const { scopeKind: kind } = parseScope(call.scope);
  // Regional and global groups have no type that would go without saying.
  if (kind === 'zones') draft.networkEndpointType ??= 'GCE_VM_IP_PORT';
  const type = draft.networkEndpointType ?? '';
  const isInNetwork = kind === 'zones' || (kind === 'regions' && IN_NETWORK.test(type));
  if (!isInNetwork) return;
  const subnetwork = networkOf(pathOf(draft.subnetwork ?? '') ?? '', transaction);
  draft.network ??= linkOf(subnetwork ?? `projects/${call.project}/global/networks/default`);
}

function check(resource: NetworkEndpointGroup, { call }: WriteContext<NetworkEndpointGroup>): void {
  const { scopeKind: kind } = parseScope(call.scope);
  const { networkEndpointType: type } = resource;
  const types = TYPES[kind] ?? [];
  if (type === undefined) throw required('resource.networkEndpointType');
  if (!types.includes(type)) {
    throw invalid('resource.networkEndpointType', type, onlyElsewhere(type));
  }
  const { defaultPort } = resource;
  if (defaultPort !== undefined && WITHOUT_DEFAULT_PORT.has(type)) {
    throw invalid('resource.defaultPort', defaultPort, `It cannot be specified for type ${type}.`);
  }
  checkNumber(defaultPort, PORTS, 'resource.defaultPort');
  if (resource.network !== undefined && (type === 'SERVERLESS' || kind === 'global')) {
    throw invalid('resource.network', resource.network, `It cannot be specified for type ${type}.`);
  }
  const platforms = SERVERLESS_PLATFORMS.filter((name) => resource[name] !== undefined);
  if (platforms.length > (type === 'SERVERLESS' ? 1 : 0)) {
    const [first = ''] = platforms;
    throw invalid(
      `resource.${first}`,
      '',
      'Exactly one of cloudRun, appEngine and cloudFunction goes with SERVERLESS.',
    );
  }
  if (type === 'PRIVATE_SERVICE_CONNECT' && (resource.pscTargetService ?? '') === '') {
    throw required('resource.pscTargetService');
  }
}

/** Those of a region are newer, and name their operations in full. */
const operationType = ({ method }: Call): string =>
  method.collection === 'regionNetworkEndpointGroups' ? `compute.${method.id}` : method.name;

/** Endpoints with their health where it was asked for, which only zonal groups may be. */
const listNetworkEndpoints: Verb<Resource<'NetworkEndpointGroupsListEndpointsRequest'>, NetworkEndpointGroup> = (
  call,
  transaction,
) => {
  const entry = calledResource<NetworkEndpointGroup>(call, transaction);
  const showsHealth = call.body.healthStatus === 'SHOW';
  const healths = showsHealth ? healthsOf(call.path, entry, transaction) : undefined;
  const list = livingEndpoints(entry, transaction).map((endpoint): Resource<'NetworkEndpointWithHealthStatus'> => {
    const networkEndpoint = shown(endpoint, call);
    const found = healths?.get(keyOf(endpoint));
    return found === undefined ? { networkEndpoint } : { networkEndpoint, healths: found };
  });
  return { list };
};

/** A zonal group names its instances alone, which controllers compare with the names of nodes. */
const shown = (endpoint: Resource<'NetworkEndpoint'>, { scope }: Call): Resource<'NetworkEndpoint'> =>
  endpoint.instance === undefined || parseScope(scope).scopeKind !== 'zones'
    ? endpoint
    : { ...endpoint, instance: nameOf(endpoint.instance) };

/** By what makes an endpoint one: a health for each backend service that uses the group and has a health check. */
function healthsOf(
  path: string,
  group: Entry<NetworkEndpointGroup>,
  transaction: Transaction,
): ReadonlyMap<string, readonly Health[]> {
  const healths = new Map<string, readonly Health[]>();
  scanUsersIn(transaction.state, 'backendServices', path, (service, user) => {
    const healthCheck = service.resource.healthChecks?.[0];
    if (healthCheck === undefined) return;
    for (const { endpoint, healthState } of endpointHealths(path, group, service, transaction)) {
      const health = { healthState, backendService: { backendService: linkOf(user) }, healthCheck: { healthCheck } };
      const key = keyOf(endpoint);
      healths.set(key, [...(healths.get(key) ?? []), health]);
    }
  });
  return healths;
}

export const networkEndpointGroups: Collection = defineCollection({
  name: 'networkEndpointGroups',
  collections: ['networkEndpointGroups', 'regionNetworkEndpointGroups', 'globalNetworkEndpointGroups'],
  body: { keepsEmpty: ['appEngine', 'cloudFunction', 'cloudRun'] },
  references: {
    'NetworkEndpointGroup.network': { to: ['networks'] },
    'NetworkEndpointGroup.subnetwork': { to: ['subnetworks'] },
  },
  lifecycle: {
    complete,
    check,
    hiddenReferences: (entry, except) => instancesOf(entry, except).map((target) => ({ target, isWeak: true })),
  },
  reading: {
    derive: (_path, entry, state) => ({ size: livingEndpoints(entry, state).length }),
    // What groups of a zone were before they were told apart from other ones (recorded).
    laterFields: (_path, { defaultPort, network, subnetwork, zone }) =>
      zone === undefined ? {} : { loadBalancer: { defaultPort, network, subnetwork, zone } },
  },
  operations: {
    types: { insert: operationType, delete: operationType },
    fullTypes: ['attachNetworkEndpoints', 'detachNetworkEndpoints'],
    // Controllers attach and detach at once.
    queued: ['attachNetworkEndpoints', 'detachNetworkEndpoints'],
  },
  probing: { remember: rememberParts(endpointsOf) },
  verbs: {
    attachNetworkEndpoints: (call, transaction) => ({
      write: attach(calledResource<NetworkEndpointGroup>(call, transaction), call, transaction),
    }),
    detachNetworkEndpoints: (call, transaction) => {
      const write = detach(calledResource<NetworkEndpointGroup>(call, transaction), call, transaction);
      checkLeaderStays(call.path, write, transaction);
      return { write };
    },
    listNetworkEndpoints,
  },
  evidence: {
    documented: {
      insert: [
        { describedAt: 'NetworkEndpointGroup.network', sentence: 'a default network will be used' },
        { describedAt: 'NetworkEndpointGroup.defaultPort', sentence: 'this field must not be specified' },
      ],
      delete: {
        describedAt: 'networkEndpointGroups.delete',
        sentence: 'the NEG cannot be deleted if there are backend services referencing it',
      },
      attachNetworkEndpoints: [
        {
          describedAt: 'networkEndpointGroups.attachNetworkEndpoints',
          sentence: 'Attach a list of network endpoints to the specified network endpoint group.',
        },
        {
          describedAt: 'NetworkEndpoint.port',
          sentence: 'the defaultPort for the network endpoint group will be used',
        },
        {
          describedAt: 'NetworkEndpoint.ipAddress',
          sentence:
            'the primary IP address for the VM instance in the network that the network endpoint group belongs to will be used',
        },
      ],
      detachNetworkEndpoints: {
        describedAt: 'networkEndpointGroups.detachNetworkEndpoints',
        sentence: 'Detach a list of network endpoints from the specified network endpoint group.',
      },
      listNetworkEndpoints: [
        {
          describedAt: 'networkEndpointGroups.listNetworkEndpoints',
          sentence: 'Lists the network endpoints in the specified network endpoint group.',
        },
        {
          describedAt: 'NetworkEndpointGroupsListEndpointsRequest.healthStatus',
          sentence: 'Valid options are SKIP or SHOW.',
        },
      ],
    },
    lacking: { insert: 'loadBalancer, of later versions and deprecated: shown, and without effect where it is sent' },
  },
});
