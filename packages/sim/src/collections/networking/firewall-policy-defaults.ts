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
  if (before === undefined || sent.rules !== undefined) addDefaultRules(draft, defaults, describe);
  const mirroring = (draft.packetMirroringRules ?? []).map((rule) => completeRule(rule, defaults));
  // None at all are no list, as the verbs on single rules leave it.
  if (mirroring.length > 0) draft.packetMirroringRules = byPriority(mirroring);
  else delete draft.packetMirroringRules;
  draft.ruleTupleCount = tupleCountOf(draft);
}

/** Completes the rules of a policy, and gives it the last ones that it lacks. */
function addDefaultRules(
  draft: Draft<FirewallPolicy>,
  defaults: Rule,
  describe: (direction: string, range: string) => string,
): void {
  const rules = DEFAULT_RULES.map(([direction, range], index) => {
    const layer4Configs = [{ ipProtocol: 'all' }];
    const match =
      direction === 'EGRESS' ? { destIpRanges: [range], layer4Configs } : { srcIpRanges: [range], layer4Configs };
    const description = describe(direction.toLowerCase(), range);
    const priority = FIRST_PRIORITY + index;
    const rule: Rule = { action: 'goto_next', description, direction, enableLogging: false, match, priority };
    return completeRule(rule, defaults);
  });
  const sent = (draft.rules ?? []).map((rule) => completeRule(rule, defaults));
  const taken = new Set(sent.map(({ priority }) => priority));
  const missing = rules.filter(({ priority }) => !taken.has(priority));
  draft.rules = byPriority([...sent, ...missing]);
}
