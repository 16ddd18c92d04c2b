import type { Json, JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString, isObject } from '../../kernel/json.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Call } from '../call.ts';
import { calledResource } from '../called-resource.ts';
import { checkNumber } from '../number-range.ts';
import type { Outcome, Verb } from '../verb.ts';

/** The priority of the rule that applies when no other does, which every policy has. */
const LAST_PRIORITY = 2_147_483_647;
const ACTION = /^(?:allow|deny(?:\(\d{3}\))?|rate_based_ban|redirect|throttle|fairshare)$/;
const RATE_LIMITING: ReadonlySet<string> = new Set(['fairshare', 'rate_based_ban', 'throttle']);

const DEFAULT_RULE: JsonObject = {
  action: 'allow',
  description: 'default rule',
  match: { config: { srcIpRanges: ['*'] }, versionedExpr: 'SRC_IPS_V1' },
  priority: LAST_PRIORITY,
};

const completeRule = (rule: JsonObject): JsonObject => ({
  kind: 'compute#securityPolicyRule',
  description: '',
  preview: false,
  ...rule,
});

/** The rules of a policy as they are shown: by priority, with the default one at the end. */
export function completeRules(sent: Json | undefined): readonly Json[] {
  const rules = asArray(sent).map(asObject);
  const hasDefault = rules.some(({ priority }) => priority === LAST_PRIORITY);
  const all = hasDefault ? rules : [...rules, DEFAULT_RULE];
  return all.map(completeRule).toSorted((a, b) => Number(a.priority) - Number(b.priority));
}

/** @throws Refusal for the first rule that the service would refuse */
export function checkRules(rules: readonly JsonObject[]): void {
  const priorities = new Set<Json | undefined>();
  for (const [index, rule] of rules.entries()) {
    checkRule(rule, `resource.rules[${index}]`);
    const { priority } = rule;
    if (priorities.has(priority)) {
      throw invalid(`resource.rules[${index}].priority`, priority, 'Cannot have rules with the same priorities.');
    }
    priorities.add(priority);
  }
}

function checkRule(rule: JsonObject, field: string): void {
  const { action, priority } = rule;
  if (priority === undefined) throw required(`${field}.priority`);
  checkNumber(priority, [0, LAST_PRIORITY], `${field}.priority`);
  if (action === undefined || action === '') throw required(`${field}.action`);
  if (!ACTION.test(asString(action))) throw invalid(`${field}.action`, action, 'It is not an action of a rule.');
  if (RATE_LIMITING.has(asString(action)) !== (rule.rateLimitOptions !== undefined)) {
    const explanation =
      "Rate limit options must be specified if the action is 'fairshare', 'rate_based_ban' or 'throttle'. It cannot be " +
      'specified for any other actions';
    throw invalid(`${field}.rateLimitOptions`, '', explanation);
  }
  if (rule.match === undefined && rule.networkMatch === undefined) throw required(`${field}.match`);
}

const rulesOf = (call: Call, transaction: Transaction): readonly JsonObject[] =>
  asArray(calledResource(call, transaction).resource.rules).map(asObject);

function ruleAt(call: Call, rules: readonly JsonObject[]): JsonObject {
  const text = call.query.get('priority') ?? '0';
  const rule = rules.find(({ priority }) => Number(priority) === Number(text));
  if (rule !== undefined) return rule;
  throw invalid('priority', text, `The security policy does not contain a rule at priority ${text}.`);
}

const getRule: Verb = (call, transaction) => ({ answer: ruleAt(call, rulesOf(call, transaction)) });

const addRule: Verb = (call, transaction) => {
  const rules = rulesOf(call, transaction);
  checkRule(call.body, 'resource');
  const { priority } = call.body;
  if (rules.some((rule) => rule.priority === priority)) {
    throw invalid('resource.priority', priority, 'Cannot have rules with the same priorities.');
  }
  return changed(call, [...rules, call.body]);
};

/** Fields that were sent replace the rule's own; what they hold is merged. */
const patchRule: Verb = (call, transaction) => {
  const rules = rulesOf(call, transaction);
  const rule = ruleAt(call, rules);
  return changed(
    call,
    rules.map((other) => (other === rule ? merge(rule, call.body) : other)),
  );
};

const removeRule: Verb = (call, transaction) => {
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
const changed = (call: Call, rules: readonly JsonObject[]): Outcome => {
  if (call.query.get('validateOnly')?.toLowerCase() !== 'true') return { set: { rules } };
  checkRules(rules);
  return { operation: 'running' };
};

function merge(rule: JsonObject, sent: JsonObject): JsonObject {
  const merged: JsonDraft = { ...rule };
  for (const [name, value] of Object.entries(sent)) {
    merged[name] = isObject(value) && !Array.isArray(value) ? merge(asObject(rule[name]), value) : value;
  }
  return merged;
}

/** The verbs on single rules. */
export const ruleVerbs: Readonly<Record<string, Verb>> = { getRule, addRule, patchRule, removeRule };
