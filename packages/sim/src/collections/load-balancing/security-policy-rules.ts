import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asObject, isObject } from '../../kernel/json.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { applyUpdateMask } from '../../kernel/update-mask.ts';
import type { Call } from '../call.ts';
import { calledResource } from '../called-resource.ts';
import { checkNumber } from '../number-range.ts';
import type { Outcome, Verb } from '../verb.ts';
import type { Resource } from '../../wire/wire.ts';

type Policy = Resource<'SecurityPolicy'>;
type Rule = Resource<'SecurityPolicyRule'>;

/** The priority of the rule that applies when no other does, which every policy has. */
const LAST_PRIORITY = 2_147_483_647;
const ACTION = /^(?:allow|deny(?:\(\d{3}\))?|rate_based_ban|redirect|throttle|fairshare)$/;
const RATE_LIMITING: ReadonlySet<string> = new Set(['fairshare', 'rate_based_ban', 'throttle']);

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
});

/** The rules of a policy as they are shown: by priority, with the default one at the end. */
export function completeRules(rules: readonly Rule[] = []): readonly Rule[] {
  const hasDefault = rules.some(({ priority }) => priority === LAST_PRIORITY);
  const all = hasDefault ? rules : [...rules, DEFAULT_RULE];
  return all.map(completeRule).toSorted((a, b) => Number(a.priority) - Number(b.priority));
}

/** @throws Refusal for the first rule that the service would refuse */
export function checkRules(rules: readonly Rule[]): void {
  const priorities = new Set<number | undefined>();
  for (const [index, rule] of rules.entries()) {
    checkRule(rule, `resource.rules[${index}]`);
    const { priority } = rule;
    if (priorities.has(priority)) {
      throw invalid(`resource.rules[${index}].priority`, priority, 'Cannot have rules with the same priorities.');
    }
    priorities.add(priority);
  }
}

function checkRule(rule: Rule, field: string): void {
  const { action, priority } = rule;
  if (priority === undefined) throw required(`${field}.priority`);
  checkNumber(priority, [0, LAST_PRIORITY], `${field}.priority`);
  if (action === undefined || action === '') throw required(`${field}.action`);
  if (!ACTION.test(action)) throw invalid(`${field}.action`, action, 'It is not an action of a rule.');
  if (RATE_LIMITING.has(action) !== (rule.rateLimitOptions !== undefined)) {
    const explanation =
      "Rate limit options must be specified if the action is 'fairshare', 'rate_based_ban' or 'throttle'. It cannot be " +
      'specified for any other actions';
    throw invalid(`${field}.rateLimitOptions`, '', explanation);
  }
  if (rule.match === undefined && rule.networkMatch === undefined) throw required(`${field}.match`);
}

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
  checkRule(call.body, 'resource');
  const { priority } = call.body;
  if (rules.some((rule) => rule.priority === priority)) {
    throw invalid('resource.priority', priority, 'Cannot have rules with the same priorities.');
  }
  return changed(call, [...rules, call.body]);
};

/** Fields that were sent replace the rule's own; what they hold is merged, but for those that `updateMask` names. */
const patchRule: Verb<Rule, Policy> = (call, transaction) => {
  const rules = rulesOf(call, transaction);
  const rule = ruleAt(call, rules);
  const patched = merge(rule, call.body, call.query.get('updateMask') ?? '');
  return changed(
    call,
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
    rules.filter((other) => other !== rule),
  );
};

/** With `validateOnly` the rules are checked and nothing else happens. */
const changed = (call: Call, rules: readonly Rule[]): Outcome<Policy> => {
  if (call.query.get('validateOnly')?.toLowerCase() !== 'true') return { set: { rules } };
  checkRules(rules);
  return { operation: 'running' };
};

/** A rule is merged with another of the same schema, so a rule comes out. */
const merge = (rule: Rule, sent: Rule, mask: string): Rule => applyUpdateMask(merged(rule, sent), sent, mask);

function merged(rule: JsonObject, sent: JsonObject): JsonObject {
  const result: JsonDraft = { ...rule };
  for (const [name, value] of Object.entries(sent)) {
    result[name] = isObject(value) ? merged(asObject(rule[name]), value) : value;
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
