import { invalid } from '../../kernel/refusal.ts';
import type { Call } from '../call.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { checkRules, completeRules, ruleVerbs } from './security-policy-rules.ts';
import type { Draft, Resource, Sent } from '../../wire/wire.ts';

type SecurityPolicy = Resource<'SecurityPolicy'>;

function complete(draft: Draft<SecurityPolicy>): void {
  draft.type ??= 'CLOUD_ARMOR';
  draft.description ??= '';
  draft.rules = completeRules(draft.rules);
}

function checkSent(sent: Sent<SecurityPolicy>, { method }: Call): void {
  if (method.name !== 'patch' || sent.rules === undefined) return;
  throw invalid('resource.rules', '', 'Rules can only be changed by the methods on single rules.');
}

export const securityPolicies: Collection = defineCollection({
  name: 'securityPolicies',
  collections: ['securityPolicies', 'regionSecurityPolicies'],
  lifecycle: {
    immutable: ['type'],
    ignoresLabelsOnInsert: true,
    checkSent,
    complete,
    check: (resource) => checkRules(resource.rules ?? []),
  },
  operations: { types: { addRule: 'AddRule', patchRule: 'PatchRule', removeRule: 'RemoveRule' } },
  verbs: ruleVerbs,
  evidence: {
    documented: {
      insert: { describedAt: 'SecurityPolicy.rules', sentence: 'a default rule with action "allow" will be added' },
      patch: {
        describedAt: 'securityPolicies.patch',
        sentence: 'This cannot be used to be update the rules in the policy.',
      },
      getRule: { describedAt: 'securityPolicies.getRule', sentence: 'Gets a rule at the specified priority.' },
      addRule: { describedAt: 'securityPolicies.addRule', sentence: 'Inserts a rule into a security policy.' },
      patchRule: [
        { describedAt: 'securityPolicies.patchRule', sentence: 'Patches a rule at the specified priority.' },
        {
          describedAt: 'securityPolicies.patchRule',
          sentence: 'leave the fields empty and specify them in the updateMask',
        },
      ],
      removeRule: { describedAt: 'securityPolicies.removeRule', sentence: 'Deletes a rule at the specified priority.' },
    },
  },
});
