import type { JsonObject } from '../../kernel/json.ts';
import type { Source } from '../evidence.ts';
import type { Verb } from '../verb.ts';

/** The attacks that the preconfigured rules of Cloud Armor know, for each of which there is a stable set and a coming one. */
const ATTACKS = [
  'sqli',
  'xss',
  'lfi',
  'rfi',
  'rce',
  'methodenforcement',
  'scannerdetection',
  'protocolattack',
  'php',
  'sessionfixation',
  'java',
  'nodejs',
];

const expressionSets = [
  ...ATTACKS.flatMap((attack) => [{ id: `${attack}-v33-stable` }, { id: `${attack}-v33-canary` }]),
  { id: 'cve-canary' },
  { id: 'json-sqli-canary' },
];

export const listPreconfiguredExpressionSets: Verb<JsonObject> = () => ({
  answer: { preconfiguredExpressionSets: { wafRules: { expressionSets } } },
});

/** Where the names of the sets are written down. */
export const EXPRESSION_SETS: Source = { page: 'https://cloud.google.com/armor/docs/waf-rules' };
