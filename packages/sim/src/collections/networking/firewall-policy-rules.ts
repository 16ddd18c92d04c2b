import type { JsonObject } from '../../kernel/json.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { changedItems } from '../../kernel/changed-items.ts';
import { invalid, notFound, required } from '../../kernel/refusal.ts';
import type { Call } from '../call.ts';
import { calledResource } from '../called-resource.ts';
import { find } from '../../wire/find.ts';
import type { Outcome, Verb } from '../verb.ts';
import { withoutEmpty } from '../without-empty.ts';
import type { Resource } from '../../wire/wire.ts';
import type { WriteContext } from '../context.ts';
import type { RuleField } from './firewall-policy-rule-checks.ts';
import { checkRule, MOST_PRIORITY } from './firewall-policy-rule-checks.ts';
import { ruleTupleCount } from './rule-tuples.ts';

type FirewallPolicy = Resource<'FirewallPolicy'>;
type Rule = Resource<'FirewallPolicyRule'>;
type Rules = readonly Rule[];

/** Completes a rule, and counts what it is made of. @param defaults what it is given that it does not say otherwise */
export function completeRule(rule: Rule, defaults: Rule): Rule {
  // Neither whether it is disabled nor whether it logs is said where that was not sent (observed).
  const completed: Rule = { kind: 'compute#firewallPolicyRule', description: '', ...defaults, ...rule };
  return { ...completed, ruleTupleCount: ruleTupleCount(completed) };
}

/** Rules in the order in which they are shown. */
export const byPriority = (rules: Rules): Rules => rules.toSorted((a, b) => (a.priority ?? 0) - (b.priority ?? 0));

/** How much of its quota a policy takes. */
export const tupleCountOf = ({ rules = [], packetMirroringRules = [] }: FirewallPolicy): number =>
  [...rules, ...packetMirroringRules].reduce((sum, rule) => sum + (rule.ruleTupleCount ?? 0), 0);

/** What changes in a policy that gets these rules. */
function withRules(policy: FirewallPolicy, field: RuleField, rules: Rules): Outcome<FirewallPolicy> {
  const sorted = byPriority(rules);
  const count = tupleCountOf({ ...policy, [field]: sorted });
  return { set: { [field]: sorted.length > 0 ? sorted : null, ruleTupleCount: count } };
}

/** @throws Refusal for the first rule of a policy that the service would refuse */
export function checkRules(policy: FirewallPolicy, { before, sent }: WriteContext<FirewallPolicy>): void {
  for (const field of ['rules', 'packetMirroringRules'] as const) {
    if (sent[field] === undefined) continue;
    const rules = policy[field] ?? [];
    const { start, end } = changedItems(rules, before?.resource[field]);
    const priorities = new Set<number | undefined>();
    for (const [index, rule] of rules.entries()) {
      if (index >= start && index < end) checkRule(rule, `resource.${field}[${index}]`, field);
      if (priorities.has(rule.priority)) {
        const explanation = 'There is already a rule at that priority.';
        throw invalid(`resource.${field}[${index}].priority`, rule.priority, explanation);
      }
      priorities.add(rule.priority);
    }
  }
}

/** The verbs on single rules. */
export interface RuleVerbs {
  readonly get: Verb<JsonObject, FirewallPolicy>;
  readonly add: Verb<Rule, FirewallPolicy>;
  readonly patch: Verb<Rule, FirewallPolicy>;
  readonly remove: Verb<JsonObject, FirewallPolicy>;
}

/**
 * The verbs of one list of rules.
 *
 * @param field where the policy keeps them
 * @param defaults what a rule is given that it does not say otherwise
 */
export function ruleVerbs(field: RuleField, defaults: Rule): RuleVerbs {
  const change =
    <Body extends JsonObject>(edit: (rules: Rules, call: Call<Body>) => Rules): Verb<Body, FirewallPolicy> =>
    (call, transaction) => {
      const { resource } = calledResource<FirewallPolicy>(call, transaction);
      return withRules(resource, field, edit(resource[field] ?? [], call));
    };
  return {
    get: (call, transaction) => {
      const { resource } = calledResource<FirewallPolicy>(call, transaction);
      return { answer: ruleAt(resource[field] ?? [], priorityOf(call)) };
    },
    add: change<Rule>((rules, call) => {
      const priority = call.body.priority ?? freePriority(rules, call);
      if (rules.some((rule) => rule.priority === priority)) {
        throw invalid('resource.priority', priority, 'There is already a rule at that priority.');
      }
      const added = completeRule({ ...call.body, priority }, defaults);
      checkRule(added, 'resource', field);
      return [...rules, added];
    }),
    patch: change<Rule>((rules, call) => {
      const before = ruleAt(rules, priorityOf(call));
      const after = completeRule(withoutEmptyLists({ ...before, ...call.body }), defaults);
      checkRule(after, 'resource', field);
      if (rules.some((rule) => rule !== before && rule.priority === after.priority)) {
        throw invalid('resource.priority', after.priority, 'There is already a rule at that priority.');
      }
      return rules.map((rule) => (rule === before ? after : rule));
    }),
    remove: change((rules, call) => {
      const gone = ruleAt(rules, priorityOf(call));
      if (gone.priority === MOST_PRIORITY) {
        throw invalid('priority', MOST_PRIORITY, 'The default rule cannot be removed.');
      }
      return rules.filter((rule) => rule !== gone);
    }),
  };
}

/** What a patch empties is gone: lists of the rule, and of what it matches. */
function withoutEmptyLists(rule: Rule): Rule {
  const { match, ...fields } = rule;
  const kept: Rule = withoutEmpty(fields);
  return match === undefined ? kept : { ...kept, match: withoutEmpty(match) };
}

/** Takes over the rules of another policy. */
export const cloneRules: Verb<JsonObject, FirewallPolicy> = (call, transaction) => {
  const sent = call.query.get('sourceFirewallPolicy') ?? '';
  if (sent === '') throw required('sourceFirewallPolicy');
  const path = referencedPath(sent, call.project) ?? sent.replace(/^.*(?=locations\/global\/)/, '');
  const source = find(transaction, 'firewallPolicies', path);
  if (source === undefined) throw notFound(path);
  const { resource } = calledResource<FirewallPolicy>(call, transaction);
  return withRules(resource, 'rules', source.resource.rules ?? []);
};

function ruleAt(rules: Rules, priority: number): Rule {
  const found = rules.find((rule) => rule.priority === priority);
  if (found !== undefined) return found;
  const explanation = `The firewall policy does not contain a rule at priority ${priority}.`;
  throw invalid('priority', priority, explanation);
}

const priorityOf = (call: Call): number => Number(call.query.get('priority') ?? 0);

/** A rule without a priority gets one that is free between the bounds the request may give. */
function freePriority(rules: Rules, { query }: Call): number {
  const [least, most] = ['minPriority', 'maxPriority'].map((name) => query.get(name));
  if (least === undefined && most === undefined) throw required('resource.priority');
  const taken = new Set(rules.map((rule) => rule.priority));
  const last = Number(most ?? MOST_PRIORITY);
  for (let priority = Number(least ?? 0); priority <= last; priority++) if (!taken.has(priority)) return priority;
  throw invalid('maxPriority', last, 'No priority is free.');
}
