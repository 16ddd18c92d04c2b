import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject } from '../../kernel/json.ts';
import type { RuleDefaults } from './firewall-policy-rules.ts';
import { completeRule, ruleFields } from './firewall-policy-rules.ts';

/** The rules at the end of every policy leave what is not decided to whoever decides next. */
const DEFAULT_RULES: readonly (readonly [direction: string, range: string])[] = [
  ['EGRESS', '::/0'],
  ['INGRESS', '::/0'],
  ['EGRESS', '0.0.0.0/0'],
  ['INGRESS', '0.0.0.0/0'],
];

const FIRST_PRIORITY = 2_147_483_644;

/** Gives a new policy its last rules. @param describe what they are called */
export function addDefaultRules(
  draft: JsonDraft,
  defaults: RuleDefaults,
  describe: (direction: string, range: string) => string,
): void {
  const rules = DEFAULT_RULES.map(([direction, range], index): JsonObject => {
    const layer4Configs = [{ ipProtocol: 'all' }];
    const match =
      direction === 'EGRESS' ? { destIpRanges: [range], layer4Configs } : { srcIpRanges: [range], layer4Configs };
    const description = describe(direction.toLowerCase(), range);
    const priority = FIRST_PRIORITY + index;
    return completeRule({ action: 'goto_next', description, direction, match, priority }, defaults);
  });
  const sent = asArray(draft.rules).map((rule) => completeRule(asObject(rule), defaults));
  const taken = new Set(sent.map(({ priority }) => priority));
  const missing = rules.filter(({ priority }) => !taken.has(priority));
  Object.assign(draft, ruleFields(draft, 'rules', [...sent, ...missing]));
}
