import { referencedPath } from '../../kernel/reference-path.ts';
import { invalid, notFound, required } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Call } from '../call.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import type { Verb } from '../verb.ts';
import { effectiveFirewalls } from './effective-firewalls.ts';
import { completeRules } from './firewall-policy-defaults.ts';
import { firewallPolicyMethods, mirroringRuleMethods } from './firewall-policy-evidence.ts';
import { checkRules, cloneRules, ruleVerbs } from './firewall-policy-rules.ts';
import { checkNotAssociated, FIREWALL_ASSOCIATION } from './attached-policy.ts';
import { associationVerbs } from './policy-associations.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import { own } from '../../kernel/own.ts';

type FirewallPolicy = Resource<'FirewallPolicy'>;

const RULE_DEFAULTS = { targetType: 'INSTANCES' } as const;

function complete(draft: Draft<FirewallPolicy>, context: WriteContext<FirewallPolicy>): void {
  // "This field is optional on creation and defaults to USER_DEFINED." Those of organizations do not show it (observed).
  draft.policySource ??= 'USER_DEFINED';
  completeRules(draft, context, RULE_DEFAULTS, (direction) => `default ${direction} rule`);
}

function check(resource: FirewallPolicy, context: WriteContext<FirewallPolicy>): void {
  if (resource.policySource === 'SYSTEM') {
    throw invalid('resource.policySource', 'SYSTEM', 'The value is reserved for internal services.');
  }
  checkRules(resource, context);
}

/** What applies to a network in one region. */
const getEffectiveFirewalls: Verb<JsonObject, FirewallPolicy> = (call, { state }) => {
  const sent = call.query.get('network') ?? '';
  if (sent === '') throw required('network');
  const network = referencedPath(sent, call.project);
  if (network === undefined) throw invalid('network', sent, 'The URL is malformed.');
  if (state.get(network) === undefined) throw notFound(network);
  return { answer: effectiveFirewalls(network, state, nameOf(call.scope)) };
};

/** Methods whose operations have another name than they (observed). */
const OPERATION_NAMES: Readonly<Record<string, string>> = { addAssociation: 'attach', removeAssociation: 'detach' };

/** Their operations are named after the kind of policy, in the singular (observed of the global ones). */
const operationType = (call: Call): string => {
  const kind = call.method.collection.replace(/Policies$/, 'Policy');
  return `compute.${kind}.${own(OPERATION_NAMES, call.method.name) ?? call.method.name}`;
};

const rules = ruleVerbs('rules', RULE_DEFAULTS);
const mirroring = ruleVerbs('packetMirroringRules', RULE_DEFAULTS);
const associations = associationVerbs(FIREWALL_ASSOCIATION);

const verbs = {
  getRule: rules.get,
  addRule: rules.add,
  patchRule: rules.patch,
  removeRule: rules.remove,
  getPacketMirroringRule: mirroring.get,
  addPacketMirroringRule: mirroring.add,
  patchPacketMirroringRule: mirroring.patch,
  removePacketMirroringRule: mirroring.remove,
  addAssociation: associations.addAssociation,
  getAssociation: associations.getAssociation,
  patchAssociation: associations.patchAssociation,
  removeAssociation: associations.removeAssociation,
  cloneRules,
  getEffectiveFirewalls,
};

export const networkFirewallPolicies: Collection = defineCollection({
  name: 'firewallPolicies',
  collections: ['networkFirewallPolicies', 'regionNetworkFirewallPolicies'],
  // But srcNetworks, which stay as they are sent: a test of Terraform's provider compares them by the letter.
  references: {
    'FirewallPolicyAssociation.attachmentTarget': { to: [], isUnchecked: true },
    'FirewallPolicyRule.targetResources': { to: ['networks'], isUnchecked: true, isWeak: true },
    'FirewallPolicyRule.targetForwardingRules': { to: ['forwardingRules'], isUnchecked: true, isWeak: true },
  },
  lifecycle: { complete, check },
  deletion: { onDelete: (path, entry) => checkNotAssociated(path, entry, 'firewall_policy', FIREWALL_ASSOCIATION) },
  operations: {
    types: Object.fromEntries(
      ['insert', 'patch', 'delete', ...Object.keys(verbs)].map((name) => [name, operationType]),
    ),
    doneAtOnce: ['patch'],
    queued: [
      'addAssociation',
      'patchAssociation',
      'removeAssociation',
      'addRule',
      'patchRule',
      'removeRule',
      'addPacketMirroringRule',
      'patchPacketMirroringRule',
      'removePacketMirroringRule',
    ],
  },
  verbs,
  evidence: {
    documented: {
      ...firewallPolicyMethods,
      patchAssociation: {
        describedAt: 'regionNetworkFirewallPolicies.patchAssociation',
        sentence: 'Updates an association for the specified network firewall policy.',
      },
      ...mirroringRuleMethods,
      getEffectiveFirewalls: {
        describedAt: 'NetworksGetEffectiveFirewallsResponse.firewallPolicys',
        sentence: 'Regional Network Firewall Policies as well',
      },
    },
    assumed: { insert: 'Regional policies start with the same rules as global ones, which are recorded.' },
    lacking: {
      getEffectiveFirewalls: 'policies of organizations and folders: nothing here tells which a project is in',
    },
  },
});
