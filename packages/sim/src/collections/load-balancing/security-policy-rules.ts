import type { ApiModel } from '@gcepool/api';
import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asObject, isObject } from '../../kernel/json.ts';
import { changedItems, mapChanged } from '../../kernel/changed-items.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { applyUpdateMask } from '../../wire/update-mask.ts';
import type { Call } from '../call.ts';
import { calledResource } from '../called-resource.ts';
import type { Outcome, Verb } from '../verb.ts';
import type { Resource } from '../../wire/wire.ts';
import type { PolicyKind } from './security-policy-rule-checks.ts';
import { checkRule, LAST_PRIORITY } from './security-policy-rule-checks.ts';
import { own } from '../../kernel/own.ts';

type Policy = Resource<'SecurityPolicy'>;
type Rule = Resource<'SecurityPolicyRule'>;

const DEFAULT_RULE: Rule = {
  action: 'allow',
  description: 'default rule',
  match: { config: { srcIpRanges: ['*'] }, versionedExpr: 'SRC_IPS_V1' },
  priority: LAST_PRIORITY,
};

const completeRule = (rule: Rule): Rule => ({
  kind: 'compute#securityPolicyRule',
  description: '',
  preview: false,
  ...rule,
  // Clients that leave out zeros mean the first one (observed).
  priority: rule.priority ?? 0,
});

/** The rules of a policy as they are shown: by priority, with the default one at the end. @param before as they were shown */
export function completeRules(rules: readonly Rule[] = [], before?: readonly Rule[]): readonly Rule[] {
  const hasDefault = rules.some(({ priority }) => priority === LAST_PRIORITY);
  const all = hasDefault ? rules : [...rules, DEFAULT_RULE];
  return mapChanged(all, before, completeRule).toSorted((a, b) => Number(a.priority) - Number(b.priority));
}

/** @param before rules that were checked @throws Refusal for the first other rule that the service would refuse */
export function checkRules(rules: readonly Rule[], kind: PolicyKind, before?: readonly Rule[]): void {
  const { start, end } = changedItems(rules, before);
  const priorities = new Set<number | undefined>();
  for (const [index, rule] of rules.entries()) {
    if (index >= start && index < end) checkRule(rule, `resource.rules[${index}]`, kind);
    const { priority } = rule;
    if (priorities.has(priority)) {
      throw invalid(`resource.rules[${index}].priority`, priority, 'Cannot have rules with the same priorities.');
    }
    priorities.add(priority);
  }
}

/** Whether a policy in this scope is of no region. */
export const isGlobal = (scope: string): boolean => !/\/regions\//.test(scope);

/** What decides about the rules of a policy in the scope of a call. */
export const kindOf = ({ scope }: Call, { type }: Policy): PolicyKind => ({ isGlobal: isGlobal(scope), type });

const rulesOf = (call: Call, transaction: Transaction): readonly Rule[] =>
  calledResource<Policy>(call, transaction).resource.rules ?? [];

function ruleAt(call: Call, rules: readonly Rule[]): Rule {
  const text = call.query.get('priority') ?? '0';
  const rule = rules.find(({ priority }) => Number(priority) === Number(text));
  if (rule !== undefined) return rule;
  throw invalid('priority', text, `The security policy does not contain a rule at priority ${text}.`);
}

const getRule: Verb<JsonObject, Policy> = (call, transaction) => ({ answer: ruleAt(call, rulesOf(call, transaction)) });

const addRule: Verb<Rule, Policy> = (call, transaction) => {
  const rules = rulesOf(call, transaction);
  const added = completeRule(call.body);
  checkRule(added, 'resource', kindOf(call, calledResource<Policy>(call, transaction).resource));
  const { priority } = added;
  if (rules.some((rule) => rule.priority === priority)) {
    throw invalid('resource.priority', priority, 'Cannot have rules with the same priorities.');
  }
  return changed(call, transaction, [...rules, added]);
};

/** Fields that were sent replace the rule's own; what they hold is merged, but for those that `updateMask` names. */
const patchRule: Verb<Rule, Policy> = (call, transaction) => {
  const rules = rulesOf(call, transaction);
  const rule = ruleAt(call, rules);
  const patched = completeRule(merge(rule, call.body, call.query.get('updateMask') ?? '', call.model));
  return changed(
    call,
    transaction,
    rules.map((other) => (other === rule ? patched : other)),
  );
};

const removeRule: Verb<JsonObject, Policy> = (call, transaction) => {
  const rules = rulesOf(call, transaction);
  const rule = ruleAt(call, rules);
  if (rule.priority === LAST_PRIORITY) {
    throw invalid('priority', LAST_PRIORITY, 'The default rule cannot be removed.');
  }
  return changed(
    call,
    transaction,
    rules.filter((other) => other !== rule),
  );
};

/** With `validateOnly` the rules are checked and nothing else happens. */
const changed = (call: Call, transaction: Transaction, rules: readonly Rule[]): Outcome<Policy> => {
  if (call.query.get('validateOnly')?.toLowerCase() !== 'true') return { set: { rules } };
  const { resource } = calledResource<Policy>(call, transaction);
  checkRules(rules, kindOf(call, resource), resource.rules);
  return { operation: 'running' };
};

/** A rule is merged with another of the same schema, so a rule comes out. */
const merge = (rule: Rule, sent: Rule, mask: string, model: ApiModel): Rule =>
  applyUpdateMask(merged(withoutOther(rule, sent.match), sent), sent, mask, 'SecurityPolicyRule', model);

/** A rule matches by an expression of its own or by a versioned one with its configuration: one takes the place of the other. */
function withoutOther(rule: Rule, sent: Rule['match']): Rule {
  if (rule.match === undefined || sent === undefined) return rule;
  const { versionedExpr, config, expr, ...rest } = rule.match;
  if (sent.expr !== undefined) return { ...rule, match: { ...rest, expr } };
  if (sent.config !== undefined) return { ...rule, match: { ...rest, versionedExpr, config } };
  return rule;
}

function merged(rule: JsonObject, sent: JsonObject): JsonObject {
  const result: JsonDraft = { ...rule };
  for (const [name, value] of Object.entries(sent)) {
    if (value === null) delete result[name];
    else result[name] = isObject(value) ? merged(asObject(own(rule, name)), value) : value;
  }
  return result;
}

/** The verbs on single rules. */
export const ruleVerbs: {
  readonly getRule: Verb<JsonObject, Policy>;
  readonly addRule: Verb<Rule, Policy>;
  readonly patchRule: Verb<Rule, Policy>;
  readonly removeRule: Verb<JsonObject, Policy>;
} = { getRule, addRule, patchRule, removeRule };
