import { invalid, required } from '../../kernel/refusal.ts';
import { checkNumber } from '../number-range.ts';
import type { Resource } from '../../wire/wire.ts';
import { isCidr } from './cidr.ts';
import { checkLayer4 } from './firewall-protocols.ts';

type Rule = Resource<'FirewallPolicyRule'>;
type Matcher = Resource<'FirewallPolicyRuleMatcher'>;

/** Where a policy keeps rules. */
export type RuleField = 'rules' | 'packetMirroringRules';

export const MOST_PRIORITY = 2_147_483_647;

const ACTIONS: { readonly [Field in RuleField]: readonly string[] } = {
  rules: ['allow', 'deny', 'apply_security_profile_group', 'goto_next'],
  packetMirroringRules: ['mirror', 'do_not_mirror', 'goto_next'],
};
const WITH_PROFILE: ReadonlySet<string> = new Set(['apply_security_profile_group', 'mirror']);

/** How many items lists of a rule have at most (documented). */
const MOST_TARGET_TAGS = 256;
const MOST: { readonly [Field in keyof Matcher]?: number } = {
  destAddressGroups: 10,
  destFqdns: 100,
  destIpRanges: 5000,
  destRegionCodes: 5000,
  srcAddressGroups: 10,
  srcFqdns: 100,
  srcIpRanges: 5000,
  srcRegionCodes: 5000,
  srcSecureTags: 256,
};

/** @param kind which rules of its policy it is one of. @throws Refusal for a rule that the service would refuse */
export function checkRule(rule: Rule, field: string, kind: RuleField): void {
  const { action, direction, match, priority } = rule;
  checkNumber(priority, [0, MOST_PRIORITY], `${field}.priority`);
  if (action === undefined) throw required(`${field}.action`);
  if (!ACTIONS[kind].includes(action)) {
    throw invalid(`${field}.action`, action, `Must be one of: ${ACTIONS[kind].join(', ')}.`);
  }
  if (direction === undefined) throw required(`${field}.direction`);
  checkProfile(rule, action, field);
  if (rule.enableLogging === true && action === 'goto_next') {
    throw invalid(`${field}.enableLogging`, true, 'Logging cannot be enabled on goto_next rules.');
  }
  const { targetSecureTags = [], targetServiceAccounts = [] } = rule;
  if (targetSecureTags.length > MOST_TARGET_TAGS) {
    throw invalid(`${field}.targetSecureTags`, '', `At most ${MOST_TARGET_TAGS} can be specified.`);
  }
  if (targetSecureTags.length > 0 && targetServiceAccounts.length > 0) {
    const explanation = 'It may not be set at the same time as targetServiceAccounts.';
    throw invalid(`${field}.targetSecureTags`, targetSecureTags, explanation);
  }
  if (match === undefined) throw required(`${field}.match`);
  checkMatch(match, `${field}.match`);
}

function checkProfile({ securityProfileGroup, tlsInspect }: Rule, action: string, field: string): void {
  const hasProfile = (securityProfileGroup ?? '') !== '';
  if (WITH_PROFILE.has(action) && !hasProfile) throw required(`${field}.securityProfileGroup`);
  if (!WITH_PROFILE.has(action) && hasProfile) {
    const explanation = `It can only be specified with the actions ${[...WITH_PROFILE].join(' and ')}.`;
    throw invalid(`${field}.securityProfileGroup`, securityProfileGroup, explanation);
  }
  if (tlsInspect === true && action !== 'apply_security_profile_group') {
    const explanation = 'It can be set only if the action is apply_security_profile_group.';
    throw invalid(`${field}.tlsInspect`, true, explanation);
  }
}

function checkMatch(match: Matcher, field: string): void {
  const { layer4Configs = [] } = match;
  if (layer4Configs.length === 0) throw required(`${field}.layer4Configs`);
  for (const [index, { ipProtocol: protocol = '', ports = [] }] of layer4Configs.entries()) {
    const configField = `${field}.layer4Configs[${index}]`;
    if (protocol === '') throw required(`${configField}.ipProtocol`);
    checkLayer4({ protocol, ports }, configField, { protocol: 'ipProtocol', ports: 'ports' });
  }
  for (const [name, most] of Object.entries(MOST)) {
    const list: unknown = match[name as keyof Matcher]; // A key of MOST is one of the matcher.
    if (Array.isArray(list) && list.length > most) {
      throw invalid(`${field}.${name}`, '', `At most ${most} can be specified.`);
    }
  }
  for (const name of ['destIpRanges', 'srcIpRanges'] as const) {
    for (const [index, range] of (match[name] ?? []).entries()) {
      if (!isCidr(range)) throw invalid(`${field}.${name}[${index}]`, range, 'Must be a valid CIDR address range.');
    }
  }
}
