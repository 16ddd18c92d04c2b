import { describe, expect, test } from 'vitest';
import { LINK } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { asArray, asObject } from '../../kernel/json.ts';

const GLOBAL = 'global/securityPolicies';
const REGIONAL = 'regions/us-east1/securityPolicies';
const LAST = 2_147_483_647;
const match = { versionedExpr: 'SRC_IPS_V1', config: { srcIpRanges: ['198.51.100.0/24'] } };
const rule = (priority: number, more: object = {}): object => ({ priority, action: 'deny(403)', match, ...more });
const DEFAULT = {
  action: 'allow',
  description: 'default rule',
  kind: 'compute#securityPolicyRule',
  match: { config: { srcIpRanges: ['*'] }, versionedExpr: 'SRC_IPS_V1' },
  preview: false,
  priority: LAST,
};

const matching = (how: object): object => rule(1, { match: how });
const redirecting = (redirectOptions: object): object => rule(1, { action: 'redirect', redirectOptions });
const limited = (more: object): object =>
  rule(1, {
    action: 'throttle',
    rateLimitOptions: {
      conformAction: 'allow',
      exceedAction: 'deny(429)',
      rateLimitThreshold: { count: 1, intervalSec: 60 },
      ...more,
    },
  });

function projectWith(body: object = {}, collection = GLOBAL): TestProject {
  const project = testProject();
  project.make('POST', collection, { name: 'p', ...body });
  return project;
}

const rulesOf = (project: TestProject, collection = GLOBAL): readonly JsonObject[] =>
  asArray(project.get(`${collection}/p`)['rules']).map(asObject);
const prioritiesOf = (project: TestProject) => rulesOf(project).map(({ priority }) => priority);

describe('a security policy', () => {
  test.each([GLOBAL, REGIONAL])('lets everything pass unless told otherwise: %s', (collection) => {
    const region = collection === GLOBAL ? {} : { region: `${LINK}regions/us-east1` };
    expect(projectWith({}, collection).get(`${collection}/p`)).toEqual({
      kind: 'compute#securityPolicy',
      id: expect.any(String),
      creationTimestamp: expect.any(String),
      name: 'p',
      description: '',
      fingerprint: expect.any(String),
      labelFingerprint: expect.any(String),
      rules: [DEFAULT],
      type: 'CLOUD_ARMOR',
      selfLink: `${LINK}${collection}/p`,
      ...region,
    });
  });

  test('shows its rules by priority, completed', () => {
    const project = projectWith({ rules: [rule(9), { ...DEFAULT, action: 'deny(404)' }, rule(3, { preview: true })] });
    expect(rulesOf(project)).toMatchObject([
      { kind: 'compute#securityPolicyRule', priority: 3, description: '', preview: true },
      { priority: 9, preview: false, match },
      { priority: LAST, action: 'deny(404)' },
    ]);
  });

  test.each([
    [[rule(1), rule(1)], "'resource.rules[1].priority': '1'. Cannot have rules with the same priorities."],
    [[rule(-1)], "'resource.rules[0].priority': '-1'"],
    [[{ priority: 1, match }], "Required field 'resource.rules[0].action'"],
    [[{ priority: 1, action: 'allow' }], "Required field 'resource.rules[0].match'"],
    [
      [rule(1, { action: 'throttle' })],
      "'resource.rules[0].rateLimitOptions': ''. Rate limit options must be specified if the action is 'fairshare', 'rate_based_ban' or 'throttle'. It cannot be specified for any other actions",
    ],
    [[rule(1, { rateLimitOptions: { conformAction: 'allow' } })], "'resource.rules[0].rateLimitOptions': ''"],
    [[rule(1, { action: 'forbid' })], "'resource.rules[0].action': 'forbid'"],
    [[rule(1, { action: 'deny(418)' })], "'resource.rules[0].action': 'deny(418)'"],
    [[limited({ banDurationSec: 60 })], "'resource.rules[0].rateLimitOptions.banDurationSec': '60'"],
    [[limited({ conformAction: 'deny(403)' })], "'resource.rules[0].rateLimitOptions.conformAction'"],
    [[limited({ exceedAction: 'allow' })], "'resource.rules[0].rateLimitOptions.exceedAction': 'allow'"],
    [[limited({ exceedRedirectOptions: {} })], "'resource.rules[0].rateLimitOptions.exceedRedirectOptions'"],
    [[limited({ enforceOnKeyName: 'x' })], "'resource.rules[0].rateLimitOptions.enforceOnKeyName': 'x'"],
    [
      [limited({ enforceOnKey: 'IP', enforceOnKeyConfigs: [{ enforceOnKeyType: 'IP' }] })],
      "'resource.rules[0].rateLimitOptions.enforceOnKey': 'IP'",
    ],
    [
      [limited({ enforceOnKeyConfigs: Array.from({ length: 4 }, () => ({ enforceOnKeyType: 'IP' })) })],
      "'resource.rules[0].rateLimitOptions.enforceOnKeyConfigs'",
    ],
    [[rule(1, { redirectOptions: { type: 'GOOGLE_RECAPTCHA' } })], "'resource.rules[0].redirectOptions'"],
    [[redirecting({ type: 'EXTERNAL_302' })], "Required field 'resource.rules[0].redirectOptions.target'"],
    [
      [redirecting({ type: 'GOOGLE_RECAPTCHA', target: 'https://example.com' })],
      "'resource.rules[0].redirectOptions.target'",
    ],
    [[rule(1, { networkMatch: { srcIpRanges: ['10.0.0.0/8'] } })], "'resource.rules[0].networkMatch'"],
    [[matching({ config: { srcIpRanges: ['*'] } })], "'resource.rules[0].match.config'"],
    [[matching({ versionedExpr: 'SRC_IPS_V1' })], "Required field 'resource.rules[0].match.config'"],
    [[matching({ ...match, expr: { expression: 'true' } })], "'resource.rules[0].match.expr'"],
    [[matching({ expr: { expression: 'this is (( not CEL' } })], "'resource.rules[0].match.expr.expression'"],
    [
      [matching({ ...match, config: { srcIpRanges: ['10.0.0.0/8', 'home'] } })],
      "'resource.rules[0].match.config.srcIpRanges[1]': 'home'",
    ],
    [
      [matching({ ...match, config: { srcIpRanges: Array.from({ length: 11 }, () => '10.0.0.0/8') } })],
      "'resource.rules[0].match.config.srcIpRanges'",
    ],
  ])('has no rules %j', (rules, message) => {
    expect(testProject().refusal('POST', GLOBAL, { name: 'p', rules })).toContain(message);
  });

  test('names its thresholds and its fields once each', () => {
    const twice = [{ name: 'a' }, { name: 'a' }];
    const adaptive = { layer7DdosDefenseConfig: { thresholdConfigs: twice } };
    expect(testProject().refusal('POST', GLOBAL, { name: 'p', adaptiveProtectionConfig: adaptive })).toContain(
      "'resource.adaptiveProtectionConfig.layer7DdosDefenseConfig.thresholdConfigs[1].name': 'a'",
    );
    const fields = { type: 'CLOUD_ARMOR_NETWORK', userDefinedFields: twice };
    expect(testProject().refusal('POST', REGIONAL, { name: 'p', ...fields })).toContain(
      "'resource.userDefinedFields[1].name': 'a'",
    );
  });

  test('of a region redirects nobody', () => {
    expect(
      testProject().refusal('POST', REGIONAL, { name: 'p', rules: [redirecting({ type: 'GOOGLE_RECAPTCHA' })] }),
    ).toContain("'resource.rules[0].action': 'redirect'");
    projectWith({ rules: [redirecting({ type: 'GOOGLE_RECAPTCHA' })] });
  });

  test('has a rule at 0 where no priority is given', () => {
    const project = projectWith({ rules: [{ action: 'allow', match }] });
    expect(prioritiesOf(project)).toEqual([0, LAST]);
    const other = projectWith();
    other.make('POST', `${GLOBAL}/p/addRule`, { action: 'allow', match });
    expect(prioritiesOf(other)).toEqual([0, LAST]);
  });

  test('keeps its type, and its rules in a patch', () => {
    const project = projectWith();
    expect(project.refusal('PATCH', `${GLOBAL}/p`, { type: 'CLOUD_ARMOR_EDGE' })).toContain("'resource.type'");
    expect(project.refusal('PATCH', `${GLOBAL}/p`, { rules: [] })).toContain("'resource.rules'");
    project.make('PATCH', `${GLOBAL}/p`, { description: 'd' });
    expect(project.get(`${GLOBAL}/p`)).toMatchObject({ description: 'd', rules: [DEFAULT] });
  });

  test.each([GLOBAL, REGIONAL])('gets the rules that a mask names, and no others: %s', (collection) => {
    const project = projectWith({ rules: [rule(1)] }, collection);
    const body = { description: 'd', rules: [rule(7)] };
    project.make('PATCH', `${collection}/p?updateMask=description`, body);
    expect(project.get(`${collection}/p`)).toMatchObject({ description: 'd', rules: [{ priority: 1 }, DEFAULT] });
    project.make('PATCH', `${collection}/p?updateMask=rules`, body);
    expect(project.get(`${collection}/p`)['rules']).toMatchObject([{ priority: 7 }, DEFAULT]);
  });

  test('has what a mask names cleared, and what else was sent merged', () => {
    const advancedOptionsConfig = { logLevel: 'VERBOSE', userIpRequestHeaders: ['True-Client-IP'] };
    const project = projectWith({ description: 'd', advancedOptionsConfig });
    const mask = 'updateMask=advanced_options_config.user_ip_request_headers';
    project.make('PATCH', `${GLOBAL}/p?${mask}`, {
      advancedOptionsConfig: { logLevel: 'NORMAL', jsonParsing: 'STANDARD' },
    });
    const after = project.get(`${GLOBAL}/p`);
    expect(after).toMatchObject({ description: 'd', rules: [DEFAULT] });
    expect(after['advancedOptionsConfig']).toEqual({ logLevel: 'NORMAL', jsonParsing: 'STANDARD' });
  });

  test('of a region takes nothing that a mask leaves out', () => {
    const project = projectWith({ description: 'd' }, REGIONAL);
    project.make('PATCH', `${REGIONAL}/p?updateMask=userDefinedFields`, { description: 'other' });
    expect(project.get(`${REGIONAL}/p`)).toMatchObject({ description: 'd' });
  });

  test('gets no labels from an insert', () => {
    expect(projectWith({ labels: { l: 'v' } }).get(`${GLOBAL}/p`)).not.toHaveProperty('labels');
  });
});

describe.each([GLOBAL, REGIONAL])('the rules of %s', (collection) => {
  const path = `${collection}/p`;
  const last = (project: TestProject): unknown => rulesOf(project, collection)[0];

  test('are added, read, changed and removed one by one', () => {
    const project = projectWith({}, collection);
    expect(project.finish('POST', `${path}/addRule`, rule(5))['operationType']).toBe('AddRule');
    expect(project.get(`${path}/getRule?priority=5`)).toMatchObject({ ...rule(5), description: '' });
    const change = { description: 'd', match: { config: { srcIpRanges: ['203.0.113.0/24'] } } };
    expect(project.finish('POST', `${path}/patchRule?priority=5`, change)['operationType']).toBe('PatchRule');
    expect(last(project)).toMatchObject({ ...change, priority: 5, match: { versionedExpr: 'SRC_IPS_V1' } });
    expect(project.finish('POST', `${path}/removeRule?priority=5`)['operationType']).toBe('RemoveRule');
    expect(last(project)).toEqual(DEFAULT);
  });
});

describe('a rule', () => {
  const path = `${GLOBAL}/p`;

  test('can move to another priority, which nobody has', () => {
    const project = projectWith({ rules: [rule(1), rule(2)] });
    project.make('POST', `${path}/patchRule?priority=1`, { priority: 3 });
    expect(prioritiesOf(project)).toEqual([2, 3, LAST]);
    expect(project.refusal('POST', `${path}/patchRule?priority=3`, { priority: 2 })).toContain('same priorities');
    expect(project.refusal('POST', `${path}/addRule`, rule(2))).toContain(
      "'resource.priority': '2'. Cannot have rules with the same priorities.",
    );
  });

  test('matches by what was sent last', () => {
    const project = projectWith({ rules: [rule(1)] });
    const expr = { expression: "origin.region_code == 'AU'" };
    project.make('POST', `${path}/patchRule?priority=1`, { match: { expr } });
    expect(project.get(`${path}/getRule?priority=1`)['match']).toEqual({ expr });
    project.make('POST', `${path}/patchRule?priority=1`, { match });
    expect(project.get(`${path}/getRule?priority=1`)['match']).toEqual(match);
  });

  test('loses what a mask names and the patch leaves out', () => {
    const project = projectWith({ rules: [limited({})] });
    const patch = `${path}/patchRule?priority=1`;
    expect(project.refusal('POST', patch, { action: 'allow' })).toContain('rateLimitOptions');
    const mask = 'action,rate_limit_options,rate_limit_options.enforce_on_key';
    project.make('POST', `${patch}&updateMask=${mask}`, { action: 'allow' });
    expect(project.get(`${path}/getRule?priority=1`)).toEqual({
      ...DEFAULT,
      ...rule(1, { description: '', action: 'allow' }),
    });
  });

  test('is judged as it would be stored: at 0 when it loses its priority', () => {
    const project = projectWith({ rules: [rule(1)] });
    const patch = `${path}/patchRule?priority=1&updateMask=priority`;
    project.make('POST', `${patch}&validateOnly=true`, {});
    expect(prioritiesOf(project)).toEqual([1, LAST]);
    project.make('POST', patch, {});
    expect(prioritiesOf(project)).toEqual([0, LAST]);
  });

  test('without a priority in the query is the one at 0', () => {
    const project = projectWith({ rules: [rule(0)] });
    expect(project.get(`${path}/getRule`)['priority']).toBe(0);
    project.make('POST', `${path}/removeRule`);
    expect(prioritiesOf(project)).toEqual([LAST]);
  });

  test.each(['getRule', 'patchRule', 'removeRule'])('that is not there: %s', (verb) => {
    const method = verb === 'getRule' ? 'GET' : 'POST';
    expect(projectWith().refusal(method, `${path}/${verb}?priority=7`, {})).toBe(
      "400 Invalid value for field 'priority': '7'. The security policy does not contain a rule at priority 7.",
    );
  });

  test('the last one stays', () => {
    expect(projectWith().refusal('POST', `${path}/removeRule?priority=${LAST}`)).toContain(
      'The default rule cannot be removed.',
    );
  });

  test('can be tried without being added', () => {
    const project = projectWith();
    project.make('POST', `${path}/addRule?validateOnly=true`, rule(5));
    expect(prioritiesOf(project)).toEqual([LAST]);
    expect(project.refusal('POST', `${path}/addRule?validateOnly=true`, { priority: 5, match })).toContain(
      "Required field 'resource.action'",
    );
    expect(project.refusal('POST', `${path}/patchRule?priority=${LAST}&validateOnly=true`, { action: 'x' })).toContain(
      '.action',
    );
  });
});
