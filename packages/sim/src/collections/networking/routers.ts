import { invalid, required } from '../../kernel/refusal.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { completeRouter } from './router-defaults.ts';
import { getRouterStatus } from './router-status.ts';
import { preview } from './router-preview.ts';
import { namedSetVerbs, routePolicyVerbs } from './router-parts.ts';
import type { Resource } from '../../wire/wire.ts';

type Router = Resource<'Router'>;

function check(resource: Router): void {
  for (const field of ['nats', 'interfaces', 'bgpPeers'] as const) checkNames(field, resource[field] ?? []);
  for (const [index, nat] of (resource.nats ?? []).entries()) {
    const field = `resource.nats[${index}]`;
    if (nat.sourceSubnetworkIpRangesToNat === undefined && nat.sourceSubnetworkIpRangesToNat64 === undefined) {
      throw required(`${field}.sourceSubnetworkIpRangesToNat`);
    }
    if (nat.natIpAllocateOption === 'MANUAL_ONLY' && (nat.natIps ?? []).length === 0) {
      throw invalid(`${field}.natIps`, '', 'Addresses must be given when natIpAllocateOption is MANUAL_ONLY.');
    }
    if (nat.natIpAllocateOption === 'AUTO_ONLY' && (nat.natIps ?? []).length > 0) {
      throw invalid(`${field}.natIps`, nat.natIps, 'No address can be given when natIpAllocateOption is AUTO_ONLY.');
    }
  }
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
  lifecycle: { immutable: ['network'], complete: completeRouter, check },
  verbs: {
    getRouterStatus,
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
      getRouterStatus: 'No peer is simulated and no packet is sent: sessions are down, and nothing is mapped.',
    },
  },
});
