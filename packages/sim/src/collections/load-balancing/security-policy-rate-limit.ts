import { invalid } from '../../kernel/refusal.ts';
import { isGiven } from '../is-given.ts';
import type { Resource } from '../../wire/wire.ts';

type RateLimit = Resource<'SecurityPolicyRuleRateLimitOptions'>;

const EXCEED_ACTION = /^(?:deny(?:\((?:403|404|429|502)\))?|redirect)$/;
const MOST_KEYS = 3;
const NAMED_KEYS: ReadonlySet<RateLimit['enforceOnKey']> = new Set(['HTTP_HEADER', 'HTTP_COOKIE']);

/** @throws Refusal for options that a rule of that action cannot have (documented) */
export function checkRateLimit(options: RateLimit, action: string, field: string): void {
  const { conformAction, exceedAction, exceedRedirectOptions, enforceOnKey, enforceOnKeyConfigs = [] } = options;
  for (const name of ['banDurationSec', 'banThreshold'] as const) {
    const value = options[name];
    // A client that cannot leave out zeros sends this one with every action.
    if (value === undefined || value === 0 || action === 'rate_based_ban') continue;
    throw invalid(`${field}.${name}`, value, 'It can only be specified if the action for the rule is rate_based_ban.');
  }
  if (isGiven(conformAction) && conformAction !== 'allow') {
    throw invalid(`${field}.conformAction`, conformAction, 'Valid option is "allow" only.');
  }
  if (isGiven(exceedAction) && !EXCEED_ACTION.test(exceedAction ?? '')) {
    const explanation = 'Valid options are deny(STATUS), where STATUS is 403, 404, 429 or 502, and redirect.';
    throw invalid(`${field}.exceedAction`, exceedAction, explanation);
  }
  if (exceedRedirectOptions !== undefined && exceedAction !== 'redirect') {
    const explanation = 'It cannot be specified if the exceed action is not redirect.';
    throw invalid(`${field}.exceedRedirectOptions`, exceedRedirectOptions, explanation);
  }
  if (enforceOnKeyConfigs.length > MOST_KEYS) {
    throw invalid(`${field}.enforceOnKeyConfigs`, '', `At most ${MOST_KEYS} keys can be specified.`);
  }
  if (enforceOnKeyConfigs.length > 0 && isGiven(enforceOnKey)) {
    const explanation = 'It must not be specified together with enforceOnKeyConfigs.';
    throw invalid(`${field}.enforceOnKey`, enforceOnKey, explanation);
  }
  if (action === 'fairshare' && isGiven(enforceOnKey) && enforceOnKey !== 'ALL') {
    throw invalid(`${field}.enforceOnKey`, enforceOnKey, 'For the action fairshare, it is limited to ALL.');
  }
  checkKeyName(enforceOnKey, options.enforceOnKeyName, `${field}.enforceOnKeyName`);
}

function checkKeyName(key: RateLimit['enforceOnKey'], name: string | undefined, field: string): void {
  if ((name ?? '') === '' || NAMED_KEYS.has(key)) return;
  throw invalid(field, name, 'It is applicable only for the key types HTTP_HEADER and HTTP_COOKIE.');
}
