import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject } from '../../kernel/json.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Call } from '../call.ts';
import type { Collection } from '../collection.ts';
import { grouped } from '../flat-collection.ts';
import { checkRules, completeRules, ruleVerbs } from './security-policy-rules.ts';

function complete(draft: JsonDraft): void {
  draft['type'] ??= 'CLOUD_ARMOR';
  draft['description'] ??= '';
  draft['rules'] = completeRules(draft['rules']);
}

function checkSent(sent: JsonObject, { method }: Call): void {
  if (method.name !== 'patch' || sent['rules'] === undefined) return;
  throw invalid('resource.rules', '', 'Rules can only be changed by the methods on single rules.');
}

export const securityPolicies: Collection = grouped({
  name: 'securityPolicies',
  collections: ['securityPolicies', 'regionSecurityPolicies'],
  immutable: ['type'],
  operationTypes: { addRule: 'AddRule', patchRule: 'PatchRule', removeRule: 'RemoveRule' },
  ignoresLabelsOnInsert: true,
  checkSent,
  complete,
  check: (resource) => checkRules(asArray(resource['rules']).map(asObject)),
  verbs: ruleVerbs,
});
