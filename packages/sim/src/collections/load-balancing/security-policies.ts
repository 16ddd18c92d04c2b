import { invalid } from '../../kernel/refusal.ts';
import type { Call } from '../call.ts';
import type { Collection, Lifecycle } from '../collection.ts';
import type { WriteContext } from '../context.ts';
import { defineCollection } from '../define-collection.ts';
import { checkOf, isTouched } from '../touched.ts';
import { EXPRESSION_SETS, listPreconfiguredExpressionSets } from './preconfigured-expression-sets.ts';
import { checkRules, completeRules, isGlobal, kindOf, ruleVerbs } from './security-policy-rules.ts';
import type { Draft, Resource, Sent } from '../../wire/wire.ts';

type SecurityPolicy = Resource<'SecurityPolicy'>;

function complete(draft: Draft<SecurityPolicy>, context: WriteContext<SecurityPolicy>): void {
  draft.type ??= 'CLOUD_ARMOR';
  draft.description ??= '';
  if (isTouched(['rules'], draft, context)) draft.rules = completeRules(draft.rules, context.before?.resource.rules);
}

/** A mask says what is meant of what is sent: one that names the rules replaces them (a test of Terraform's provider). */
function checkSent(sent: Sent<SecurityPolicy>, { method, query }: Call): void {
  if (method.name !== 'patch' || sent.rules === undefined || (query.get('updateMask') ?? '') !== '') return;
  throw invalid('resource.rules', '', 'Rules can only be changed by the methods on single rules.');
}

/**
 * "Indicates fields to be cleared as part of this request": what else was sent is merged, as Terraform's provider relies on. The rules are
 * changed by a mask that names them alone; a policy of a region takes nothing that its mask leaves out (a test of the provider).
 */
function besideMask(sent: Sent<SecurityPolicy>, { scope }: Call): Sent<SecurityPolicy> {
  if (!isGlobal(scope)) return {};
  const { rules: _, ...others } = sent;
  return others;
}

function checkNames(parts: readonly { readonly name?: string | undefined }[] | undefined, field: string): void {
  const names = (parts ?? []).map(({ name }) => name);
  const index = names.findIndex((name, at) => names.indexOf(name) < at);
  if (index === -1) return;
  throw invalid(`${field}[${index}].name`, names[index], 'The name must be unique within the security policy.');
}

const checkPolicyRules = checkOf<SecurityPolicy, 'rules' | 'type'>(['rules', 'type'], (policy, { before, call }) => {
  checkRules(policy.rules ?? [], kindOf(call, policy), before?.resource.rules);
});

type PolicyLifecycle = Lifecycle<SecurityPolicy, never> & { readonly complete: typeof complete };

/** How every policy comes to be, whoever owns it. */
export const policyLifecycle: PolicyLifecycle = {
  immutable: ['type'],
  ignoresLabelsOnInsert: true,
  checkSent,
  besideMask,
  complete,
  check: (resource, context) => {
    checkPolicyRules(resource, context);
    checkNames(resource.userDefinedFields, 'resource.userDefinedFields');
    const { thresholdConfigs } = resource.adaptiveProtectionConfig?.layer7DdosDefenseConfig ?? {};
    checkNames(thresholdConfigs, 'resource.adaptiveProtectionConfig.layer7DdosDefenseConfig.thresholdConfigs');
  },
};

/** Names of the operations on single rules, of which Terraform starts several at once. */
export const ruleOperations = {
  types: { addRule: 'AddRule', patchRule: 'PatchRule', removeRule: 'RemoveRule' },
  queued: ['addRule', 'patchRule', 'removeRule'],
} as const;

/** How the methods that every policy has are known. */
export const policyMethods = {
  insert: { describedAt: 'SecurityPolicy.rules', sentence: 'a default rule with action "allow" will be added' },
  patch: {
    describedAt: 'securityPolicies.patch',
    sentence: 'This cannot be used to be update the rules in the policy.',
  },
  getRule: { describedAt: 'securityPolicies.getRule', sentence: 'Gets a rule at the specified priority.' },
  addRule: [
    { describedAt: 'securityPolicies.addRule', sentence: 'Inserts a rule into a security policy.' },
    { describedAt: 'SecurityPolicyRule.redirectOptions', sentence: 'Cannot be specified for any other actions.' },
    {
      describedAt: 'SecurityPolicyRuleMatcher.versionedExpr',
      sentence: 'If this field is specified, config must also be specified.',
    },
    {
      describedAt: 'SecurityPolicyRuleRateLimitOptions.enforceOnKeyConfigs',
      sentence: 'If enforce_on_key_configs is specified, enforce_on_key must not be specified.',
    },
    {
      describedAt: 'SecurityPolicyRuleMatcherConfig.srcIpRanges',
      sentence: 'Maximum number of src_ip_ranges allowed is 10.',
    },
  ],
  patchRule: [
    { describedAt: 'securityPolicies.patchRule', sentence: 'Patches a rule at the specified priority.' },
    {
      describedAt: 'securityPolicies.patchRule',
      sentence: 'leave the fields empty and specify them in the updateMask',
    },
  ],
  removeRule: { describedAt: 'securityPolicies.removeRule', sentence: 'Deletes a rule at the specified priority.' },
} as const;

export const securityPolicies: Collection = defineCollection({
  name: 'securityPolicies',
  collections: ['securityPolicies', 'regionSecurityPolicies'],
  lifecycle: policyLifecycle,
  operations: ruleOperations,
  verbs: { ...ruleVerbs, listPreconfiguredExpressionSets },
  evidence: {
    documented: { ...policyMethods, listPreconfiguredExpressionSets: EXPRESSION_SETS },
    lacking: { listPreconfiguredExpressionSets: 'the expressions of the sets' },
  },
});
