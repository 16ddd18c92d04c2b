import type { Json, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { invalid, notFound, required } from '../../kernel/refusal.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Call } from '../call.ts';
import { calledResource } from '../called-resource.ts';
import type { Verb } from '../verb.ts';
import { ruleTupleCount } from './rule-tuples.ts';

/** What a rule is given that does not say otherwise. */
export type RuleDefaults = JsonObject;

/** Completes a rule, and counts what it is made of. */
export function completeRule(rule: JsonObject, defaults: RuleDefaults): JsonObject {
  const completed = { kind: 'compute#firewallPolicyRule', enableLogging: false, ...defaults, ...rule };
  return { ...completed, ruleTupleCount: ruleTupleCount(completed) };
}

/** The fields of a policy that has these rules: sorted by priority, and counted. */
export function ruleFields(policy: JsonObject, field: string, rules: readonly JsonObject[]): JsonObject {
  const sorted = rules.toSorted((a, b) => Number(a.priority) - Number(b.priority));
  const others = RULE_FIELDS.filter((name) => name !== field).flatMap((name) => asArray(policy[name]).map(asObject));
  const count = [...sorted, ...others].reduce((sum, rule) => sum + Number(rule.ruleTupleCount), 0);
  return { [field]: sorted.length > 0 ? sorted : null, ruleTupleCount: count };
}

const RULE_FIELDS = ['rules', 'packetMirroringRules'];

/**
 * The verbs of one list of rules.
 *
 * @param noun how the verbs call one: `Rule` in `addRule`
 * @param field where the policy keeps them
 */
export function ruleVerbs(noun: string, field: string, defaults: RuleDefaults): Readonly<Record<string, Verb>> {
  const change =
    (edit: (rules: readonly JsonObject[], call: Call) => readonly JsonObject[]): Verb =>
    (call, transaction) => {
      const policy = calledResource(call, transaction);
      return { set: ruleFields(policy.resource, field, edit(rulesOf(policy, field), call)) };
    };
  return {
    [`get${noun}`]: (call, transaction) => ({
      answer: ruleAt(rulesOf(calledResource(call, transaction), field), priorityOf(call)),
    }),
    [`add${noun}`]: change((rules, call) => {
      const priority = call.body.priority ?? freePriority(rules, call);
      if (rules.some((rule) => rule.priority === priority)) {
        throw invalid('resource.priority', priority, 'There is already a rule at that priority.');
      }
      return [...rules, checked(completeRule({ disabled: false, ...call.body, priority }, defaults))];
    }),
    [`patch${noun}`]: change((rules, call) => {
      const before = ruleAt(rules, priorityOf(call));
      const after = checked(completeRule({ ...before, ...call.body }, defaults));
      if (rules.some((rule) => rule !== before && rule.priority === after.priority)) {
        throw invalid('resource.priority', after.priority, 'There is already a rule at that priority.');
      }
      return rules.map((rule) => (rule === before ? after : rule));
    }),
    [`remove${noun}`]: change((rules, call) => {
      const gone = ruleAt(rules, priorityOf(call));
      return rules.filter((rule) => rule !== gone);
    }),
  };
}

/** Takes over the rules of another policy. */
export const cloneRules: Verb = (call, transaction) => {
  const sent = call.query.get('sourceFirewallPolicy') ?? '';
  if (sent === '') throw required('sourceFirewallPolicy');
  const path = referencedPath(sent, call.project) ?? sent.replace(/^.*(?=locations\/global\/)/, '');
  const source = transaction.get(path);
  if (source === undefined) throw notFound(path);
  return { set: ruleFields(calledResource(call, transaction).resource, 'rules', rulesOf(source, 'rules')) };
};

const rulesOf = (policy: Entry, field: string): readonly JsonObject[] => asArray(policy.resource[field]).map(asObject);

function ruleAt(rules: readonly JsonObject[], priority: number): JsonObject {
  const found = rules.find((rule) => rule.priority === priority);
  if (found !== undefined) return found;
  const explanation = `The firewall policy does not contain a rule at priority ${priority}.`;
  throw invalid('priority', priority, explanation);
}

const priorityOf = (call: Call): number => Number(call.query.get('priority') ?? 0);

/** A rule without a priority gets one that is free between the bounds the request may give. */
function freePriority(rules: readonly JsonObject[], { query }: Call): Json {
  const [least, most] = ['minPriority', 'maxPriority'].map((name) => query.get(name));
  if (least === undefined && most === undefined) throw required('resource.priority');
  const taken = new Set(rules.map((rule) => rule.priority));
  const last = Number(most ?? MOST_PRIORITY);
  for (let priority = Number(least ?? 0); priority <= last; priority++) if (!taken.has(priority)) return priority;
  throw invalid('maxPriority', last, 'No priority is free.');
}

const MOST_PRIORITY = 2_147_483_647;
const ACTIONS = new Set(['allow', 'deny', 'goto_next', 'apply_security_profile_group', 'mirror', 'do_not_mirror']);

function checked(rule: JsonObject): JsonObject {
  const { action, direction, match } = rule;
  if (action === undefined) throw required('resource.action');
  if (!ACTIONS.has(asString(action))) {
    throw invalid('resource.action', action, `Must be one of: ${[...ACTIONS].join(', ')}.`);
  }
  if (direction === undefined) throw required('resource.direction');
  if (match === undefined) throw required('resource.match');
  if (asArray(asObject(match).layer4Configs).length === 0) throw required('resource.match.layer4Configs');
  return rule;
}
