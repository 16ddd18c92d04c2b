import { expect, test } from 'vitest';
import { LINK } from '../../../test/machines.ts';
import { testProject } from '../../../test/test-project.ts';
import { asString } from '../../kernel/json.ts';

const POLICIES = 'regions/us-east1/healthAggregationPolicies';
const POLICY = { name: 'p', policyType: 'BACKEND_SERVICE_POLICY' };

test('a policy asks for one healthy endpoint and for 60 % of them', () => {
  const project = testProject();
  project.make('POST', POLICIES, POLICY);
  const policy = project.get(`${POLICIES}/p`);
  expect(policy).toMatchObject({ healthyPercentThreshold: 60, minHealthyThreshold: 1 });
  expect(policy['selfLinkWithId']).toBe(`${LINK}${POLICIES}/${asString(policy['id'])}`);
});

test.each([
  [{ policyType: undefined }, "'resource.policyType'"],
  [{ policyType: 'DNS_PUBLIC_IP_POLICY' }, "'resource.policyType': 'DNS_PUBLIC_IP_POLICY'"],
  [{ healthyPercentThreshold: 101 }, "'resource.healthyPercentThreshold': '101'"],
  [{ minHealthyThreshold: 0 }, "'resource.minHealthyThreshold': '0'"],
])('a policy is refused: %j', (change, message) => {
  expect(testProject().refusal('POST', POLICIES, { ...POLICY, ...change })).toContain(message);
});

test('a policy is patched only with its fingerprint, and keeps its type', () => {
  const project = testProject();
  project.make('POST', POLICIES, POLICY);
  expect(project.refusal('PATCH', `${POLICIES}/p`, { minHealthyThreshold: 2 })).toContain("'resource.fingerprint'");
  const { fingerprint } = project.get(`${POLICIES}/p`);
  const other = { policyType: 'DNS_PUBLIC_IP_POLICY', fingerprint };
  expect(project.refusal('PATCH', `${POLICIES}/p`, other)).toContain("'resource.policyType'");
  project.make('PATCH', `${POLICIES}/p`, { minHealthyThreshold: 2, fingerprint });
  expect(project.get(`${POLICIES}/p`)['minHealthyThreshold']).toBe(2);
});
