import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const LAST = 2_147_483_647;
const RULE = {
  action: 'deny',
  direction: 'INGRESS',
  match: { srcIpRanges: ['10.0.0.0/8'], layer4Configs: [{ ipProtocol: 'tcp', ports: ['80', '443'] }] },
};

function projectWithPolicy(parent = 'global'): TestProject {
  const project = testProject();
  project.finish('POST', `${parent}/firewallPolicies`, { name: 'policy', description: 'd' });
  return project;
}

const POLICY = 'global/firewallPolicies/policy';
const prioritiesOf = (project: TestProject): unknown[] =>
  asArray(project.get(POLICY)['rules']).map((rule) => asObject(rule)['priority']);

describe('networkFirewallPolicies', () => {
  test('are those of a user, and cannot be made as those of the system', () => {
    const project = projectWithPolicy();
    expect(project.get(POLICY)).toMatchObject({ policySource: 'USER_DEFINED' });
    const { status, body } = project.send('POST', 'global/firewallPolicies', { name: 's', policySource: 'SYSTEM' });
    expect({ status, body }).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining("'resource.policySource': 'SYSTEM'") } },
    });
  });

  test('end in rules that leave everything to the next policy', () => {
    const policy = projectWithPolicy().get(POLICY);
    expect(policy['ruleTupleCount']).toBe(8);
    expect(asArray(policy['rules'])).toHaveLength(4);
    expect(asArray(policy['rules'])[3]).toEqual({
      kind: 'compute#firewallPolicyRule',
      action: 'goto_next',
      description: 'default ingress rule',
      direction: 'INGRESS',
      enableLogging: false,
      match: { srcIpRanges: ['0.0.0.0/0'], layer4Configs: [{ ipProtocol: 'all' }] },
      priority: LAST,
      ruleTupleCount: 2,
      targetType: 'INSTANCES',
    });
  });

  test.each([
    ['global', 'networkFirewallPolicy'],
    ['regions/us-east1', 'regionNetworkFirewallPolicy'],
  ])('of %s name their operations after %s', (parent, kind) => {
    const project = projectWithPolicy(parent);
    const { fingerprint } = project.get(`${parent}/firewallPolicies/policy`);
    const answer = project.send('PATCH', `${parent}/firewallPolicies/policy`, { description: 'e', fingerprint });
    expect(answer.body).toMatchObject({ operationType: `compute.${kind}.patch`, status: 'DONE' });
  });

  test('hide what a deletion needs: they are in use while they are associated', () => {
    const project = projectWithPolicy();
    project.finish('POST', `${POLICY}/addAssociation`, { name: 'a', attachmentTarget: 'global/networks/default' });
    expect(project.refusal('DELETE', POLICY)).toBe(
      `400 The firewall_policy resource 'projects/p1/${POLICY}' is already being used by 'projects/p1/global/networks/default'`,
    );
    project.finish('POST', `${POLICY}/removeAssociation?name=a`);
    expect(project.finish('DELETE', POLICY)).not.toHaveProperty('error');
  });
});

const withMatch = (match: object): object => ({ ...RULE, priority: 1, match: { ...RULE.match, ...match } });

describe('rules of a firewall policy', () => {
  test('that are patched with the whole policy are completed, and end as ever', () => {
    const project = projectWithPolicy();
    const { fingerprint } = project.get(POLICY);
    const rules = [{ ...RULE, priority: 7 }];
    project.make('PATCH', POLICY, { fingerprint, rules });
    expect(asArray(project.get(POLICY)['rules'])).toHaveLength(5);
    expect(project.get(`${POLICY}/getRule?priority=7`)).toMatchObject({ ruleTupleCount: 5, description: '' });
    expect(project.get(POLICY)['ruleTupleCount']).toBe(8 + 5);
    const next = { fingerprint: project.get(POLICY)['fingerprint'], rules: [...rules, ...rules] };
    expect(project.refusal('PATCH', POLICY, next)).toContain("'resource.rules[1].priority': '7'");
  });

  test('say nothing of what was not sent, but for an empty description', () => {
    const project = projectWithPolicy();
    project.make('POST', `${POLICY}/addRule`, { ...RULE, priority: 7 });
    expect(project.get(`${POLICY}/getRule?priority=7`)).toEqual({
      ...RULE,
      kind: 'compute#firewallPolicyRule',
      description: '',
      priority: 7,
      ruleTupleCount: 5,
      targetType: 'INSTANCES',
    });
  });

  test('keep the networks of a source as they were sent, which Terraform’s provider compares by the letter', () => {
    const project = projectWithPolicy();
    const srcNetworks = ['projects/p1/global/networks/default'];
    const match = { ...RULE.match, srcNetworkContext: 'VPC_NETWORKS', srcNetworks };
    project.finish('POST', `${POLICY}/addRule`, { ...RULE, priority: 1, match });
    expect(project.get(`${POLICY}/getRule?priority=1`)['match']).toMatchObject({ srcNetworks });
  });

  test('lose what a patch empties', () => {
    const project = projectWithPolicy();
    project.make('POST', `${POLICY}/addRule`, { ...RULE, priority: 7, targetServiceAccounts: ['a@b.c'] });
    project.make('POST', `${POLICY}/patchRule?priority=7`, { targetServiceAccounts: [] });
    expect(project.get(`${POLICY}/getRule?priority=7`)).not.toHaveProperty('targetServiceAccounts');
  });

  test('are added in order, read, changed, moved and removed', () => {
    const project = projectWithPolicy();
    project.finish('POST', `${POLICY}/addRule`, { ...RULE, priority: 20 });
    const targetResources = ['global/networks/default'];
    project.finish('POST', `${POLICY}/addRule`, { ...RULE, priority: 10, targetResources });
    expect(prioritiesOf(project).slice(0, 2)).toEqual([10, 20]);
    expect(project.get(`${POLICY}/getRule?priority=10`)).toMatchObject({
      ...RULE,
      ruleTupleCount: 5,
      targetResources: ['https://www.googleapis.com/compute/v1/projects/p1/global/networks/default'],
      targetType: 'INSTANCES',
    });
    expect(project.get(POLICY)['ruleTupleCount']).toBe(8 + 5 + 5);
    project.finish('POST', `${POLICY}/patchRule?priority=10`, { priority: 30, description: 'moved' });
    expect(project.get(`${POLICY}/getRule?priority=30`)).toMatchObject({ ...RULE, description: 'moved' });
    project.finish('POST', `${POLICY}/removeRule?priority=30`);
    expect(prioritiesOf(project)[0]).toBe(20);
    expect(project.refusal('POST', `${POLICY}/removeRule?priority=${LAST}`)).toContain(`'priority': '${LAST}'`);
  });

  test('change the fingerprint', () => {
    const project = projectWithPolicy();
    const { fingerprint } = project.get(POLICY);
    project.finish('POST', `${POLICY}/addRule`, { ...RULE, priority: 20 });
    expect(project.get(POLICY)['fingerprint']).not.toBe(fingerprint);
  });

  test.each([
    ['GET', 'getRule', undefined],
    ['POST', 'patchRule', { description: 'x' }],
    ['POST', 'removeRule', undefined],
  ])('that are absent are refused: %s %s', (method, verb, body) => {
    expect(projectWithPolicy().refusal(method, `${POLICY}/${verb}?priority=9000`, body)).toBe(
      "400 Invalid value for field 'priority': '9000'. The firewall policy does not contain a rule at priority 9000.",
    );
  });

  test.each([
    ['resource.priority', { ...RULE, priority: LAST }],
    ['resource.priority', RULE],
    ['resource.action', { ...RULE, priority: 1, action: 'perhaps' }],
    ['resource.action', { direction: RULE.direction, match: RULE.match, priority: 1 }],
    ['resource.direction', { action: RULE.action, match: RULE.match, priority: 1 }],
    ['resource.match', { action: RULE.action, direction: RULE.direction, priority: 1 }],
    ['resource.match.layer4Configs', { ...RULE, priority: 1, match: { srcIpRanges: ['10.0.0.0/8'] } }],
    ['resource.match.layer4Configs[0].ipProtocol', withMatch({ layer4Configs: [{ ipProtocol: 'ipv6-icmp' }] })],
    ['resource.match.layer4Configs[0].ports[0]', withMatch({ layer4Configs: [{ ipProtocol: 'icmp', ports: ['1'] }] })],
    [
      'resource.match.layer4Configs[0].ports[1]',
      withMatch({ layer4Configs: [{ ipProtocol: 'tcp', ports: ['1', '9-2'] }] }),
    ],
    ['resource.match.srcIpRanges[0]', withMatch({ srcIpRanges: ['10.0.0.0/40'] })],
    ['resource.match.srcFqdns', withMatch({ srcFqdns: Array.from({ length: 101 }, (_, n) => `a${n}.example.com`) })],
    ['resource.action', { ...RULE, priority: 1, action: 'mirror' }],
    ['resource.securityProfileGroup', { ...RULE, priority: 1, action: 'apply_security_profile_group' }],
    ['resource.securityProfileGroup', { ...RULE, priority: 1, securityProfileGroup: '//g' }],
    ['resource.tlsInspect', { ...RULE, priority: 1, tlsInspect: true }],
    ['resource.enableLogging', { ...RULE, priority: 1, action: 'goto_next', enableLogging: true }],
    [
      'resource.targetSecureTags',
      { ...RULE, priority: 1, targetSecureTags: [{ name: 'tagValues/1' }], targetServiceAccounts: ['a@b.c'] },
    ],
  ])('are refused for their %s', (field, rule) => {
    expect(projectWithPolicy().refusal('POST', `${POLICY}/addRule`, rule)).toContain(`'${field}'`);
  });

  test('find a free priority within bounds', () => {
    const project = projectWithPolicy();
    for (let count = 0; count < 2; count++)
      project.finish('POST', `${POLICY}/addRule?minPriority=5&maxPriority=6`, RULE);
    expect(prioritiesOf(project).slice(0, 2)).toEqual([5, 6]);
    expect(project.refusal('POST', `${POLICY}/addRule?minPriority=5&maxPriority=6`, RULE)).toMatch(
      /No priority is free/,
    );
  });

  test('that mirror packets are a list of their own', () => {
    const project = projectWithPolicy();
    const mirror = { ...RULE, action: 'mirror', securityProfileGroup: '//g', priority: 1 };
    project.finish('POST', `${POLICY}/addPacketMirroringRule`, mirror);
    expect(project.get(`${POLICY}/getPacketMirroringRule?priority=1`)['action']).toBe('mirror');
    expect(project.get(POLICY)['ruleTupleCount']).toBe(13);
    expect(project.refusal('GET', `${POLICY}/getRule?priority=1`)).toMatch(/^400 /);
  });

  test('that mirror packets are completed in a whole policy as one by one', () => {
    const mirror = (priority: number): object => ({ ...RULE, action: 'mirror', securityProfileGroup: '//g', priority });
    const rulesOf = (project: TestProject): unknown => {
      const { rules, packetMirroringRules, ruleTupleCount } = project.get(POLICY);
      return { rules, packetMirroringRules, ruleTupleCount };
    };
    const oneByOne = projectWithPolicy();
    for (const priority of [1, 2]) oneByOne.finish('POST', `${POLICY}/addPacketMirroringRule`, mirror(priority));
    const packetMirroringRules = [mirror(2), mirror(1)];
    const inserted = testProject();
    inserted.finish('POST', 'global/firewallPolicies', { name: 'policy', packetMirroringRules });
    const patched = projectWithPolicy();
    const { fingerprint } = patched.get(POLICY);
    patched.finish('PATCH', POLICY, { packetMirroringRules, fingerprint });
    expect(rulesOf(oneByOne)).toMatchObject({ ruleTupleCount: 18, packetMirroringRules: [{ priority: 1 }, {}] });
    expect(rulesOf(inserted)).toEqual(rulesOf(oneByOne));
    expect(rulesOf(patched)).toEqual(rulesOf(oneByOne));
  });

  test('that mirror packets are of policies of organizations too, in beta', () => {
    const { simulator } = testProject();
    const send = (method: string, path: string, body?: object): JsonObject =>
      simulator.handle({ method, url: `/compute/beta/locations/global/${path}`, body }).body ?? {};
    const made = send('POST', 'firewallPolicies?parentId=organizations/1', { shortName: 's' });
    send('GET', `operations/${asString(made['name'])}?parentId=organizations/1`);
    const id = asArray(send('GET', 'firewallPolicies?parentId=organizations/1')['items']).map(asObject)[0]?.['name'];
    const policy = `firewallPolicies/${asString(id)}`;
    const mirror = { ...RULE, action: 'mirror', securityProfileGroup: '//g', priority: 1 };
    expect(send('POST', `${policy}/addPacketMirroringRule`, mirror)).toMatchObject({ status: 'RUNNING' });
    expect(send('GET', `${policy}/getPacketMirroringRule?priority=1`)).toMatchObject({ action: 'mirror' });
    expect(send('POST', `${policy}/removePacketMirroringRule?priority=1`)).toMatchObject({ status: 'RUNNING' });
    expect(send('GET', policy)).not.toHaveProperty('packetMirroringRules');
  });

  test('are cloned from another policy', () => {
    const project = projectWithPolicy();
    project.finish('POST', `${POLICY}/addRule`, { ...RULE, priority: 20 });
    project.finish('POST', 'global/firewallPolicies', { name: 'copy' });
    project.finish('POST', `global/firewallPolicies/copy/cloneRules?sourceFirewallPolicy=projects/p1/${POLICY}`);
    expect(project.get('global/firewallPolicies/copy')['rules']).toEqual(project.get(POLICY)['rules']);
    expect(project.refusal('POST', `${POLICY}/cloneRules?sourceFirewallPolicy=global/firewallPolicies/x`)).toMatch(
      /^404 /,
    );
  });
});

describe('associations of a firewall policy', () => {
  const ASSOCIATION = { name: 'a', attachmentTarget: 'global/networks/default' };

  test('are read by name', () => {
    const project = projectWithPolicy();
    project.finish('POST', `${POLICY}/addAssociation`, ASSOCIATION);
    expect(project.get(`${POLICY}/getAssociation?name=a`)).toEqual({
      name: 'a',
      attachmentTarget: 'https://www.googleapis.com/compute/v1/projects/p1/global/networks/default',
    });
    expect(project.refusal('GET', `${POLICY}/getAssociation?name=b`)).toBe(
      "400 Invalid value for field 'name': 'b'. An association with that name does not exist.",
    );
  });

  test('are to networks that exist', () => {
    const gone = { name: 'a', attachmentTarget: 'global/networks/gone' };
    expect(projectWithPolicy().refusal('POST', `${POLICY}/addAssociation`, gone)).toMatch(/^404 /);
  });

  test('take a network from another policy only when told so', () => {
    const project = projectWithPolicy();
    project.finish('POST', `${POLICY}/addAssociation`, ASSOCIATION);
    project.finish('POST', 'global/firewallPolicies', { name: 'other' });
    const path = 'global/firewallPolicies/other/addAssociation';
    expect(project.refusal('POST', path, ASSOCIATION)).toMatch(/^400 .*associated with/);
    project.finish('POST', `${path}?replaceExistingAssociation=true`, ASSOCIATION);
    expect(project.get(POLICY)).not.toHaveProperty('associations');
    expect(project.get('global/firewallPolicies/other')['associations']).toHaveLength(1);
  });

  test('are swapped with those of the policy that is named, and of no other', () => {
    const project = testProject();
    const policies = 'regions/us-east1/firewallPolicies';
    for (const name of ['old', 'new']) project.finish('POST', policies, { name });
    project.finish('POST', `${policies}/old/addAssociation`, ASSOCIATION);
    const path = `${policies}/new/addAssociation?associatedPolicyToBeReplaced`;
    expect(project.refusal('POST', `${path}=another`, ASSOCIATION)).toMatch(/^400 .*associated with/);
    expect(project.refusal('POST', `${path}=old&replaceExistingAssociation=true`, ASSOCIATION)).toMatch(
      /^400 .*excludes/,
    );
    project.finish('POST', `${path}=old`, ASSOCIATION);
    expect(project.get(`${policies}/old`)).not.toHaveProperty('associations');
    expect(project.get(`${policies}/new`)['associations']).toHaveLength(1);
  });

  test('keep their target when they are patched', () => {
    const project = testProject();
    const policy = 'regions/us-east1/firewallPolicies/policy';
    project.finish('POST', 'regions/us-east1/firewallPolicies', { name: 'policy' });
    project.finish('POST', `${policy}/addAssociation`, ASSOCIATION);
    project.finish('POST', `${policy}/patchAssociation`, {
      name: 'a',
      priority: 7,
      attachmentTarget: 'global/networks/x',
    });
    expect(project.get(`${policy}/getAssociation?name=a`)).toMatchObject({
      priority: 7,
      attachmentTarget: expect.stringMatching(/\/default$/),
    });
  });
});

describe.each(['firewallPolicies', 'securityPolicies'])('%s of organizations', (collection) => {
  const POLICIES = `locations/global/${collection}`;
  const target = collection === 'firewallPolicies' ? 'attachmentTarget' : 'attachmentId';

  function withPolicy(): { project: TestProject; path: string } {
    const project = testProject();
    const operation = project.finish('POST', `${POLICIES}?parentId=organizations/1`, { shortName: 'short' });
    return { project, path: asString(operation['targetLink']).slice('https://www.googleapis.com/compute/v1/'.length) };
  }

  test('are named by the service', () => {
    const { project, path } = withPolicy();
    expect(path).toMatch(new RegExp(`^${POLICIES}/\\d+$`));
    const policy = project.get(path);
    expect(policy).toMatchObject({ shortName: 'short', parent: 'organizations/1' });
    expect(policy['id']).toBe(policy['name']);
  });

  test('are listed by parent, and move', () => {
    const { project, path } = withPolicy();
    expect(project.list(`${POLICIES}?parentId=organizations/1`)).toHaveLength(1);
    expect(project.list(`${POLICIES}?parentId=organizations/2`)).toEqual([]);
    project.finish('POST', `${path}/move?parentId=folders/2`);
    expect(project.get(path)['parent']).toBe('folders/2');
  });

  test('need a parent and a short name', () => {
    const project = testProject();
    expect(project.refusal('POST', POLICIES, { shortName: 'x' })).toBe("400 Required field 'parentId' not specified");
    expect(project.refusal('POST', `${POLICIES}?parentId=folders/1`, { description: 'x' })).toMatch(/shortName/);
  });

  test('are attached while a rule is added, as Terraform does both at once', () => {
    const { project, path } = withPolicy();
    const isFirewall = collection === 'firewallPolicies';
    const match = isFirewall
      ? { srcIpRanges: ['10.0.0.0/8'], layer4Configs: [{ ipProtocol: 'all' }] }
      : { versionedExpr: 'SRC_IPS_V1', config: { srcIpRanges: ['10.0.0.0/8'] } };
    project.begin('POST', `${path}/addRule`, { priority: 5, action: 'allow', direction: 'INGRESS', match });
    project.finish('POST', `${path}/addAssociation`, { name: 'f', [target]: 'folders/9' });
    project.begin('POST', `${path}/removeRule?priority=5`);
    project.finish('POST', `${path}/removeAssociation?name=f`);
    expect(project.get(path)).not.toHaveProperty('associations');
  });

  test('are attached to folders, and listed by them', () => {
    const { project, path } = withPolicy();
    project.finish('POST', `${path}/addAssociation`, { name: 'f', [target]: 'folders/9' });
    const { associations } = project.get(`${POLICIES}/listAssociations?targetResource=folders/9`);
    expect(associations).toMatchObject([{ name: 'f', [target]: 'folders/9', shortName: 'short' }]);
    expect(project.refusal('DELETE', path)).toMatch(/is already being used by 'folders\/9'$/);
    project.finish('POST', `${path}/removeAssociation?name=f`);
    project.finish('DELETE', path);
    expect(project.refusal('GET', path)).toBe(`404 The resource '${path}' was not found`);
  });
});

describe('firewallPolicies of organizations', () => {
  test('say aloud that what a folder inherits is not known', () => {
    const list = (target: string): string =>
      `locations/global/firewallPolicies/listAssociations?includeInheritedPolicies=true&targetResource=${target}`;
    expect(testProject().refusal('GET', list('folders/9'))).toMatch(/^501 .*includeInheritedPolicies/);
    expect(testProject().get(list('organizations/1'))).not.toHaveProperty('associations');
  });

  test('do not tell what they are until they are done, and name their operations', () => {
    const project = testProject();
    const { body = {} } = project.send('POST', 'locations/global/firewallPolicies?parentId=organizations/1', {
      shortName: 'short',
    });
    expect(body).toMatchObject({ operationType: 'createFirewallPolicy', status: 'RUNNING' });
    expect(body).not.toHaveProperty('targetLink');
    expect(body).not.toHaveProperty('targetId');
    const path = asString(body['selfLink']).slice('https://www.googleapis.com/compute/v1/'.length);
    expect(path).toMatch(/^locations\/global\/operations\//);
    const done = project.get(path);
    expect(done).toMatchObject({ status: 'DONE', targetId: expect.stringMatching(/^\d+$/) });
    const policy = asString(done['targetLink']).slice('https://www.googleapis.com/compute/v1/'.length);
    expect(project.send('PATCH', policy, { description: 'x' }).body?.['operationType']).toBe('updateFirewallPolicy');
    expect(project.finish('DELETE', policy)['operationType']).toBe('deleteFirewallPolicy');
  });
});

describe('securityPolicies of organizations', () => {
  test('copy the rules of another one', () => {
    const project = testProject();
    const insert = (): string => {
      const operation = project.finish('POST', 'locations/global/securityPolicies?parentId=folders/1', {
        shortName: 's',
      });
      return asString(operation['targetLink']).slice('https://www.googleapis.com/compute/v1/'.length);
    };
    const [from, to] = [insert(), insert()];
    const match = { versionedExpr: 'SRC_IPS_V1', config: { srcIpRanges: ['10.0.0.0/8'] } };
    project.finish('POST', `${from}/addRule`, { action: 'deny(403)', priority: 5, match });
    project.finish('POST', `${to}/copyRules?sourceSecurityPolicy=${from}`);
    expect(project.get(`${to}/getRule?priority=5`)['action']).toBe('deny(403)');
  });
});
