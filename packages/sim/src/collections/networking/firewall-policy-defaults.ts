import { mapChanged } from '../../kernel/changed-items.ts';
import type { WriteContext } from '../context.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import { byPriority, completeRule, tupleCountOf } from './firewall-policy-rules.ts';

type FirewallPolicy = Resource<'FirewallPolicy'>;
type Rule = Resource<'FirewallPolicyRule'>;

/** The rules at the end of every policy leave what is not decided to whoever decides next. */
const DEFAULT_RULES = [
  ['EGRESS', '::/0'],
  ['INGRESS', '::/0'],
  ['EGRESS', '0.0.0.0/0'],
  ['INGRESS', '0.0.0.0/0'],
] as const;

const FIRST_PRIORITY = 2_147_483_644;

/** Completes both lists of rules of a policy that is written. @param describe what the last ones are called that it lacks */
export function completeRules(
  draft: Draft<FirewallPolicy>,
  { before, sent }: WriteContext<FirewallPolicy>,
  defaults: Rule,
  describe: (direction: string, range: string) => string,
): void {
  const completeAll = (rules: readonly Rule[] = [], known: readonly Rule[] | undefined): readonly Rule[] =>
    mapChanged(rules, known, (rule) => completeRule(rule, defaults));
  if (before === undefined || sent.rules !== undefined) {
    const rules = completeAll(draft.rules, before?.resource.rules);
    draft.rules = byPriority([...rules, ...missingDefaults(rules, defaults, describe)]);
  }
  const mirroring = completeAll(draft.packetMirroringRules, before?.resource.packetMirroringRules);
  // None at all are no list, as the verbs on single rules leave it.
  if (mirroring.length > 0) draft.packetMirroringRules = byPriority(mirroring);
  else delete draft.packetMirroringRules;
  draft.ruleTupleCount = tupleCountOf(draft);
}

/** The last rules, as far as a policy lacks them. */
function missingDefaults(
  rules: readonly Rule[],
  defaults: Rule,
  describe: (direction: string, range: string) => string,
): readonly Rule[] {
  const last = DEFAULT_RULES.map(([direction, range], index) => {
    const layer4Configs = [{ ipProtocol: 'all' }];
    const match =
      direction === 'EGRESS' ? { destIpRanges: [range], layer4Configs } : { srcIpRanges: [range], layer4Configs };
    const description = describe(direction.toLowerCase(), range);
    const priority = FIRST_PRIORITY + index;
    const rule: Rule = { action: 'goto_next', description, direction, enableLogging: false, match, priority };
    return completeRule(rule, defaults);
  });
  const taken = new Set(rules.map(({ priority }) => priority));
  return last.filter(({ priority }) => !taken.has(priority));
}
