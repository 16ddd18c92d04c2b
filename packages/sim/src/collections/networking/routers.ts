import { invalid, required } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import { checkOf } from '../touched.ts';
import { checkAdvertisement } from './router-advertisement.ts';
import { checkBgp } from './router-bgp-checks.ts';
import { checkNatConflicts } from './nat-conflicts.ts';
import { completeRouter } from './router-defaults.ts';
import { checkNat } from './router-nat-checks.ts';
import { listBgpRoutes } from './bgp-routes.ts';
import { getNatIpInfo, getNatMappingInfo } from './router-nat-info.ts';
import { getRouterStatus } from './router-status.ts';
import { preview } from './router-preview.ts';
import { namedSetVerbs, routePolicyVerbs } from './router-parts.ts';
import type { Resource } from '../../wire/wire.ts';

type Router = Resource<'Router'>;

/** Autonomous systems of one's own (RFC 6996), and the one that Google's own routers have towards partners. */
const PRIVATE_ASNS: readonly (readonly [number, number])[] = [
  [16_550, 16_550],
  [64_512, 65_534],
  [4_200_000_000, 4_294_967_294],
];

/** What a router is towards its peers. */
const ROUTING = ['bgp', 'bgpPeers', 'interfaces', 'md5AuthenticationKeys'] as const;

const checkRouting = checkOf<Router, (typeof ROUTING)[number]>(ROUTING, (routing, { transaction, before, call }) => {
  for (const field of ['interfaces', 'bgpPeers'] as const) checkNames(field, routing[field] ?? []);
  const asn = routing.bgp?.asn;
  if (asn !== undefined && !PRIVATE_ASNS.some(([first, last]) => first <= asn && asn <= last)) {
    throw invalid('resource.bgp.asn', asn, 'Must be an RFC6996 private ASN, either 16-bit or 32-bit.');
  }
  checkBgp(routing, before, nameOf(call.scope), transaction);
  checkAdvertisement(routing, before?.resource);
});

/** The gateways of a router, and whose ranges they divide. */
const GATEWAYS = ['nats', 'network', 'region'] as const;

const checkGateways = checkOf<Router, (typeof GATEWAYS)[number]>(GATEWAYS, (gateways, context) => {
  const { path, transaction, before, call } = context;
  const { nats = [] } = gateways;
  checkNames('nats', nats);
  for (const [index, nat] of nats.entries()) {
    const known = before?.resource.nats?.find(({ name }) => name === nat.name);
    checkNat(nat, known, { field: `resource.nats[${index}]`, region: nameOf(call.scope), transaction });
  }
  checkNatConflicts(gateways, path, transaction);
});

function check(resource: Router, context: WriteContext<Router>): void {
  checkRouting(resource, context);
  checkGateways(resource, context);
}

function checkNames(field: string, items: readonly { readonly name?: string | undefined }[]): void {
  const seen = new Set<string>();
  for (const [index, { name }] of items.entries()) {
    if (name === undefined || name === '') throw required(`resource.${field}[${index}].name`);
    if (seen.has(name)) throw invalid(`resource.${field}[${index}].name`, name, 'The name is used already.');
    seen.add(name);
  }
}

export const routers: Collection = defineCollection({
  name: 'routers',
  collections: ['routers'],
  body: { required: ['network'], acceptsValues: { 'RouterNat.natIpAllocateOption': ['USE_SHARED_RANGES'] } },
  references: {
    'Router.network': { to: ['networks'] },
    'RouterNat.natIps': { to: ['addresses'] },
    'RouterNat.drainNatIps': { to: ['addresses'] },
    'RouterNatSubnetworkToNat.name': { to: ['subnetworks'] },
    'RouterNatSubnetworkToNat64.name': { to: ['subnetworks'] },
    'RouterNatRuleAction.sourceNatActiveIps': { to: ['addresses'] },
    'RouterNatRuleAction.sourceNatDrainIps': { to: ['addresses'] },
    'RouterNatRuleAction.sourceNatActiveRanges': { to: ['subnetworks'] },
    'RouterNatRuleAction.sourceNatDrainRanges': { to: ['subnetworks'] },
    'RouterInterface.linkedVpnTunnel': { to: ['vpnTunnels'] },
    'RouterInterface.linkedInterconnectAttachment': { to: ['interconnectAttachments'] },
    'RouterInterface.subnetwork': { to: ['subnetworks'] },
    'RouterBgpPeer.routerApplianceInstance': { to: ['instances'] },
  },
  lifecycle: {
    immutable: ['network'],
    complete: (draft, { before }) => completeRouter(draft, before?.resource),
    check,
  },
  verbs: {
    getRouterStatus,
    getNatIpInfo,
    getNatMappingInfo,
    listBgpRoutes,
    preview,
    getRoutePolicy: routePolicyVerbs.get,
    listRoutePolicies: routePolicyVerbs.list,
    updateRoutePolicy: routePolicyVerbs.update,
    patchRoutePolicy: routePolicyVerbs.patch,
    deleteRoutePolicy: routePolicyVerbs.remove,
    getNamedSet: namedSetVerbs.get,
    listNamedSets: namedSetVerbs.list,
    updateNamedSet: namedSetVerbs.update,
    patchNamedSet: namedSetVerbs.patch,
    deleteNamedSet: namedSetVerbs.remove,
  },
  evidence: {
    documented: {
      insert: [
        {
          describedAt: 'RouterNat.sourceSubnetworkIpRangesToNat',
          sentence: 'should not be any other Router.Nat section in any Router for this network in this region.',
        },
        { describedAt: 'RouterBgp.asn', sentence: 'Must be anRFC6996 private ASN, either 16-bit or 32-bit.' },
        {
          describedAt: 'RouterNat.enableDynamicPortAllocation',
          sentence: 'enableEndpointIndependentMapping cannot be set to true.',
        },
        {
          describedAt: 'RouterNat.drainNatIps',
          sentence: 'These IPs must be valid static external IPs that have been assigned to the NAT.',
        },
        { describedAt: 'RouterNatRule.ruleNumber', sentence: 'must be unique among rules within a NAT' },
        { describedAt: 'RouterNatRule.match', sentence: 'CEL expression that specifies the match condition' },
      ],
      getNatIpInfo: {
        describedAt: 'NatIpInfoNatIpInfoMapping.usage',
        sentence: 'Specifies whether NAT IP is currently serving at least one endpoint or not.',
      },
      getNatMappingInfo: [
        {
          describedAt: 'routers.getNatMappingInfo',
          sentence: 'Retrieves runtime Nat mapping information of VM endpoints.',
        },
        { describedAt: 'RouterNat.minPortsPerVm', sentence: 'This is rounded up to the nearest power of 2.' },
      ],
      preview: {
        describedAt: 'routers.preview',
        sentence: 'Calling this method does NOT create or update the router.',
      },
      getRoutePolicy: { describedAt: 'routers.getRoutePolicy', sentence: 'Returns specified Route Policy' },
      listRoutePolicies: {
        describedAt: 'routers.listRoutePolicies',
        sentence: 'Retrieves a list of router route policy subresources',
      },
      updateRoutePolicy: { describedAt: 'routers.updateRoutePolicy', sentence: 'Updates or creates new Route Policy' },
      patchRoutePolicy: { describedAt: 'routers.patchRoutePolicy', sentence: 'Patches Route Policy' },
      deleteRoutePolicy: { describedAt: 'routers.deleteRoutePolicy', sentence: 'Deletes Route Policy' },
      getNamedSet: { describedAt: 'routers.getNamedSet', sentence: 'Returns specified Named Set' },
      listNamedSets: {
        describedAt: 'routers.listNamedSets',
        sentence: 'Retrieves a list of router named set subresources',
      },
      updateNamedSet: { describedAt: 'routers.updateNamedSet', sentence: 'Updates or creates new Named Set' },
      patchNamedSet: { describedAt: 'routers.patchNamedSet', sentence: 'Patches Named Set' },
      deleteNamedSet: { describedAt: 'routers.deleteNamedSet', sentence: 'Deletes Named Set' },
    },
    assumed: {
      listBgpRoutes: 'Sessions between two simulated routers are up, as `getRouterStatus` says.',
      getRouterStatus:
        'Sessions between two simulated routers are up (a test of Terraform’s provider), and all others down; no packet is sent, so ' +
        'nothing is mapped.',
    },
    lacking: {
      getNatIpInfo: 'addresses that a gateway allocates by itself',
      getNatMappingInfo: 'which ports of which address a machine has',
    },
  },
});
