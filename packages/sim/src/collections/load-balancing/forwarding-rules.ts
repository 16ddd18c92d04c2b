import { invalid, required } from '../../kernel/refusal.ts';
import { collectionOf, nameOf, parseScope, projectOf } from '../../kernel/resource-path.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { Call } from '../call.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import { completeAddress, findAddressConflict, ipOf, resolveAddress } from './forwarding-rule-address.ts';
import { checkBundle, checkFields, endMigrationTest } from './forwarding-rule-fields.ts';
import { checkPorts, completePorts } from './forwarding-rule-ports.ts';
import { bundleOf, checkTarget, targetCollections } from './forwarding-rule-target.ts';
import { checkRegionOfBackends } from './forwarding-rule-tier.ts';
import { checkScheme } from './migration-percentage.ts';
import { heldIps, holding } from '../networking/ip-holders.ts';
import { networkOf } from '../networking/ip-allocation.ts';
import { defaultNetworkTier } from '../projects/default-network-tier.ts';
import { isGiven } from '../is-given.ts';
import { setField } from '../set-field.ts';
import { find } from '../../wire/find.ts';
import type { Draft, Resource, Sent } from '../../wire/wire.ts';

type ForwardingRule = Resource<'ForwardingRule'>;

/** Endpoints of Private Service Connect are rules in name only. */
const isEndpoint = ({ target }: Sent<ForwardingRule>): boolean => {
  const text = target ?? '';
  return collectionOf(text) === 'serviceAttachments' || bundleOf(text) !== undefined;
};

function complete(draft: Draft<ForwardingRule>, context: WriteContext<ForwardingRule>): void {
  const { before, call, transaction } = context;
  const isRegional = parseScope(call.scope).scopeKind !== 'global';
  const isExternal = !isEndpoint(draft) && (draft.loadBalancingScheme ?? 'EXTERNAL').startsWith('EXTERNAL');
  draft.networkTier ??= isRegional && isExternal ? defaultNetworkTier(call.project, transaction) : 'PREMIUM';
  if (isEndpoint(draft)) {
    completeEndpoint(draft, context);
    return;
  }
  draft.description ??= '';
  draft.IPProtocol ??= 'TCP';
  draft.loadBalancingScheme ??= 'EXTERNAL';
  endMigrationTest(draft, before?.resource);
  completePorts(draft);
  completeNetwork(draft, context);
  if (before === undefined) completeAddress(draft, context);
  else resolveAddress(draft, context);
  // The newest recordings have it for passthrough rules, and for none of the others.
  if (draft.loadBalancingScheme === 'INTERNAL') draft.attachedExtensions ??= [];
  // Internal ones have it, and external ones have not (observed).
  if (!isRegional || isExternal) delete draft.selfLinkWithId;
  completeServiceName(draft, context);
}

/** Neither protocol nor ports nor scheme: an address in the consumer's network, and a connection (documented samples). */
function completeEndpoint(draft: Draft<ForwardingRule>, context: WriteContext<ForwardingRule>): void {
  const { transaction, before } = context;
  delete draft.fingerprint;
  delete draft.selfLinkWithId;
  completeNetwork(draft, context);
  if (before === undefined) completeAddress(draft, context);
  draft.serviceDirectoryRegistrations ??= [{ namespace: 'goog-psc-default' }];
  draft.pscConnectionId ??= transaction.newId();
  if (bundleOf(draft.target ?? '') === undefined) draft.pscConnectionStatus ??= 'ACCEPTED';
  else draft.IPProtocol ??= 'TCP';
}

/** What is not external is in a network, and what has an address of it is in a subnetwork. */
function completeNetwork(draft: Draft<ForwardingRule>, { call, transaction }: WriteContext<ForwardingRule>): void {
  const scheme = draft.loadBalancingScheme ?? '';
  const isRegional = parseScope(call.scope).scopeKind !== 'global';
  const isInNetwork = !scheme.startsWith('EXTERNAL') || (isRegional && scheme === 'EXTERNAL_MANAGED');
  if (!isInNetwork) return;
  const subnetwork = pathOf(draft.subnetwork ?? '');
  if (subnetwork !== undefined) {
    const network = networkOf(subnetwork, transaction);
    if (network !== undefined) draft.network ??= linkOf(network);
  }
  draft.network ??= linkOf(`projects/${call.project}/global/networks/default`);
  if (!isRegional || scheme === 'EXTERNAL_MANAGED' || isEndpoint(draft)) return;
  const network = pathOf(draft.network ?? '') ?? '';
  const isAuto = find(transaction, 'networks', network)?.resource.autoCreateSubnetworks === true;
  if (subnetwork !== undefined) return;
  if (!isAuto) {
    const explanation = 'A subnetwork must be specified for a network that is in custom subnet mode.';
    throw invalid('resource.subnetwork', '', explanation);
  }
  const project = projectOf(network);
  draft.subnetwork = linkOf(`projects/${project}/regions/${nameOf(call.scope)}/subnetworks/${nameOf(network)}`);
}

/** The name that internal DNS knows a labelled rule by. */
function completeServiceName(draft: Draft<ForwardingRule>, { call }: WriteContext<ForwardingRule>): void {
  const label = draft.serviceLabel ?? '';
  if (label === '') return;
  const region = nameOf(call.scope);
  draft.serviceName = `${label}.${draft.name ?? ''}.il4.${region}.lb.${call.project}.internal`;
}

function checkSent(sent: Sent<ForwardingRule>, { method }: Call): void {
  const isOfGoogle = bundleOf(sent.target ?? '') !== undefined;
  if (method.name === 'insert' && isOfGoogle && !isGiven(sent.network)) throw required('resource.network');
  if (!isEndpoint(sent) || Object.keys(sent.labels ?? {}).length === 0) return;
  const explanation = 'Invalid field set in Private Service Connect Forwarding Rule. This field should not be set.';
  throw invalid('resource.labels', '', explanation);
}

const migrationOf = (rule: ForwardingRule) => ({
  scheme: rule.loadBalancingScheme,
  state: rule.externalManagedBackendBucketMigrationState,
});

function check(resource: ForwardingRule, context: WriteContext<ForwardingRule>): void {
  const isRegional = parseScope(context.call.scope).scopeKind !== 'global';
  const before = context.before?.resource;
  const { allowGlobalAccess, loadBalancingScheme } = resource;
  checkScheme(migrationOf(resource), before === undefined ? undefined : migrationOf(before));
  const isChanged = before !== undefined && (before.allowGlobalAccess ?? false) !== (allowGlobalAccess ?? false);
  if (isChanged && loadBalancingScheme === 'INTERNAL_MANAGED') {
    throw invalid(
      'resource.allowGlobalAccess',
      allowGlobalAccess,
      'The field cannot be changed once the resource exists.',
    );
  }
  if (isEndpoint(resource)) checkBundle(resource);
  else {
    checkFields(resource, before, isRegional);
    checkPorts(resource);
  }
  checkTarget(resource, context);
  checkRegionOfBackends(resource, context);
}

export const forwardingRules: Collection = defineCollection({
  name: 'forwardingRules',
  collections: ['forwardingRules', 'globalForwardingRules'],
  references: {
    'ForwardingRule.target': { to: targetCollections, foreign: bundleOf },
    'ForwardingRule.backendService': { to: ['backendServices'] },
    'ForwardingRule.network': { to: ['networks'] },
    'ForwardingRule.subnetwork': { to: ['subnetworks'] },
    'ForwardingRule.ipCollection': { to: [], isUnchecked: true, isWeak: true },
  },
  lifecycle: {
    immutable: ['IPAddress', 'IPProtocol', 'portRange', 'ports', 'network', 'subnetwork'],
    ignoresLabelsOnInsert: true,
    checkSent,
    complete,
    check,
    findFailure: findAddressConflict,
    onWrite: (resource) => holding(ipOf(resource)),
    hiddenReferences: heldIps,
  },
  operations: { types: { setTarget: 'SetTarget' }, doneAtOnce: ['setLabels'] },
  verbs: { setTarget: setField('target') },
  evidence: {
    documented: {
      insert: [
        {
          describedAt: 'ForwardingRule.networkTier',
          sentence: 'If IPAddress is specified, this value must be equal to the networkTier of the Address.',
        },
        {
          describedAt: 'ForwardingRule.sourceIpRanges',
          sentence: 'Note that a forwarding rule can only have up to 64 source IP ranges',
        },
        {
          describedAt: 'ForwardingRule.isMirroringCollector',
          sentence:
            'This can only be set to true for load balancers that have theirloadBalancingScheme set to INTERNAL.',
        },
        {
          describedAt: 'ForwardingRule.metadataFilters',
          sentence:
            'metadataFilters only applies to Loadbalancers that have their loadBalancingScheme set toINTERNAL_SELF_MANAGED.',
        },
        {
          describedAt: 'ForwardingRule.serviceLabel',
          sentence: 'This field is only used for internal load balancing.',
        },
        {
          describedAt: 'ForwardingRule.allPorts',
          sentence: 'The L3_DEFAULT protocol requiresallPorts be set to true.',
        },
        { describedAt: 'ForwardingRule.subnetwork', sentence: 'when creating external forwarding rule with IPv6' },
      ],
      patch: {
        describedAt: 'forwardingRules.patch',
        sentence: 'uses theJSON merge patch format and processing rules',
      },

      setTarget: { describedAt: 'forwardingRules.setTarget', sentence: 'Changes target URL for forwarding rule.' },
    },
  },
});
