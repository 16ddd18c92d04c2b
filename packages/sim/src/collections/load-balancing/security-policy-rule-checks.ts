import { invalid, required } from '../../kernel/refusal.ts';
import { checkExpression } from '../expression.ts';
import { isAddressOrCidr } from '../networking/cidr.ts';
import { checkNumber } from '../number-range.ts';
import type { Resource } from '../../wire/wire.ts';
import { checkRateLimit } from './security-policy-rate-limit.ts';

type Policy = Resource<'SecurityPolicy'>;
type Rule = Resource<'SecurityPolicyRule'>;

/** The priority of the rule that applies when no other does, which every policy has. */
export const LAST_PRIORITY = 2_147_483_647;

const ACTION = /^(?:allow|deny(?:\((?:403|404|502)\))?|rate_based_ban|redirect|throttle|fairshare)$/;
const RATE_LIMITING: ReadonlySet<string> = new Set(['fairshare', 'rate_based_ban', 'throttle']);
const MOST_SOURCE_RANGES = 10;

/** What decides about the rules of a policy: where it is, and its type. */
export interface PolicyKind {
  readonly isGlobal: boolean;
  readonly type: Policy['type'];
}

/** @throws Refusal for a rule that the service would refuse in a policy of that kind */
export function checkRule(rule: Rule, field: string, kind: PolicyKind): void {
  const { action, priority } = rule;
  checkNumber(priority, [0, LAST_PRIORITY], `${field}.priority`);
  if (action === undefined || action === '') throw required(`${field}.action`);
  if (!ACTION.test(action)) throw invalid(`${field}.action`, action, 'It is not an action of a rule.');
  if (RATE_LIMITING.has(action) !== (rule.rateLimitOptions !== undefined)) {
    const explanation =
      "Rate limit options must be specified if the action is 'fairshare', 'rate_based_ban' or 'throttle'. It cannot be " +
      'specified for any other actions';
    throw invalid(`${field}.rateLimitOptions`, '', explanation);
  }
  if (rule.rateLimitOptions !== undefined) checkRateLimit(rule.rateLimitOptions, action, `${field}.rateLimitOptions`);
  checkKind(rule, field, kind);
  if (rule.redirectOptions !== undefined) {
    if (action !== 'redirect') {
      throw invalid(
        `${field}.redirectOptions`,
        rule.redirectOptions,
        'It can only be specified for the action redirect.',
      );
    }
    checkRedirect(rule.redirectOptions, `${field}.redirectOptions`);
  }
  if (rule.match === undefined && rule.networkMatch === undefined) throw required(`${field}.match`);
  if (rule.match !== undefined) checkMatch(rule.match, `${field}.match`);
}

/** What only some policies have (documented). */
function checkKind(rule: Rule, field: string, { isGlobal, type }: PolicyKind): void {
  const isGlobalArmor = isGlobal && type === 'CLOUD_ARMOR';
  const refused = [
    ['action', !isGlobalArmor && rule.action === 'redirect', 'Global Security Policies of type CLOUD_ARMOR'],
    ['headerAction', !isGlobalArmor && rule.headerAction !== undefined, 'Global Security Policies of type CLOUD_ARMOR'],
    [
      'networkMatch',
      type !== 'CLOUD_ARMOR_NETWORK' && rule.networkMatch !== undefined,
      'policies of type CLOUD_ARMOR_NETWORK',
    ],
  ] as const;
  for (const [name, isRefused, where] of refused) {
    if (isRefused) throw invalid(`${field}.${name}`, rule[name], `It is only supported in ${where}.`);
  }
}

/** @throws Refusal unless a redirect has a target exactly where one is needed */
function checkRedirect({ type, target }: NonNullable<Rule['redirectOptions']>, field: string): void {
  const hasTarget = (target ?? '') !== '';
  if (type === 'EXTERNAL_302' && !hasTarget) throw required(`${field}.target`);
  if (type === 'GOOGLE_RECAPTCHA' && hasTarget) {
    throw invalid(`${field}.target`, target, 'It cannot be specified for GOOGLE_RECAPTCHA.');
  }
}

function checkMatch(match: NonNullable<Rule['match']>, field: string): void {
  const { config, expr } = match;
  const versionedExpr: string = match.versionedExpr ?? '';
  if ((versionedExpr === '') !== (config === undefined)) {
    if (config === undefined) throw required(`${field}.config`);
    throw invalid(`${field}.config`, config, 'It cannot be specified if versionedExpr is not specified.');
  }
  if (versionedExpr !== '' && expr !== undefined) {
    throw invalid(`${field}.expr`, expr, 'Only one of versionedExpr and expr can be specified.');
  }
  checkExpression(expr?.expression, `${field}.expr.expression`);
  if (versionedExpr === '') return;
  const ranges = config?.srcIpRanges ?? [];
  if (ranges.length === 0) throw required(`${field}.config.srcIpRanges`);
  if (ranges.length > MOST_SOURCE_RANGES) {
    throw invalid(`${field}.config.srcIpRanges`, '', `At most ${MOST_SOURCE_RANGES} ranges can be specified.`);
  }
  for (const [index, range] of ranges.entries()) {
    if (range === '*' || isAddressOrCidr(range)) continue;
    throw invalid(
      `${field}.config.srcIpRanges[${index}]`,
      range,
      'Must be an IP address, a CIDR address range or "*".',
    );
  }
}
