import { expect, test } from 'vitest';
import { testProject } from '../../../test/test-project.ts';
import type { TestProject } from '../../../test/test-project.ts';

const REGION = 'regions/us-east1';
const SOURCES = `${REGION}/healthSources`;
const CHECKS = `${REGION}/compositeHealthChecks`;
const source = {
  sourceType: 'BACKEND_SERVICE',
  sources: [`${REGION}/backendServices/b`],
  healthAggregationPolicy: `${REGION}/healthAggregationPolicies/p`,
};
const composite = { healthDestination: `${REGION}/forwardingRules/f`, healthSources: [`${SOURCES}/s`] };

function prepared(): TestProject {
  const project = testProject();
  const policy = { name: 'p', policyType: 'BACKEND_SERVICE_POLICY' };
  project.make('POST', `${REGION}/healthChecks`, { name: 'h', type: 'TCP' });
  for (const region of [REGION, 'regions/us-west1'])
    project.make('POST', `${region}/healthAggregationPolicies`, policy);
  for (const [name, loadBalancingScheme] of [
    ['b', 'INTERNAL'],
    ['external', 'EXTERNAL'],
  ]) {
    const body = { name, loadBalancingScheme, protocol: 'TCP', healthChecks: [`${REGION}/healthChecks/h`] };
    project.make('POST', `${REGION}/backendServices`, body);
  }
  const rule = { network: 'global/networks/default', ports: ['80'] };
  for (const [name, loadBalancingScheme, service] of [
    ['f', 'INTERNAL', 'b'],
    ['external', 'EXTERNAL', 'external'],
  ]) {
    const backendService = `${REGION}/backendServices/${service}`;
    const network = loadBalancingScheme === 'INTERNAL' ? rule : { ports: rule.ports };
    project.make('POST', `${REGION}/forwardingRules`, { name, loadBalancingScheme, backendService, ...network });
  }
  project.make('POST', SOURCES, { name: 's', ...source });
  return project;
}

test.each([
  [{ sourceType: undefined }, "Required field 'resource.sourceType'"],
  [{ healthAggregationPolicy: undefined }, "Required field 'resource.healthAggregationPolicy'"],
  [{ healthAggregationPolicy: 'regions/us-west1/healthAggregationPolicies/p' }, "It must be in region 'us-east1'."],
  [{ sources: [] }, 'Exactly one source must be specified.'],
  [{ sources: [`${REGION}/forwardingRules/f`] }, "Unexpected resource collection 'forwardingRules'."],
  [{ sources: [`${REGION}/backendServices/external`] }, 'must be one of INTERNAL, INTERNAL_MANAGED.'],
])('a health source is not %j', (body, words) => {
  expect(prepared().refusal('POST', SOURCES, { name: 'x', ...source, ...body })).toContain(words);
});

test.each([
  [{ healthDestination: undefined }, "Required field 'resource.healthDestination'"],
  [{ healthDestination: `${REGION}/backendServices/b` }, "Unexpected resource collection 'backendServices'."],
  [{ healthDestination: `${REGION}/forwardingRules/external` }, 'must be one of INTERNAL, INTERNAL_MANAGED.'],
  [{ healthSources: [] }, 'Between 1 and 10 health sources must be specified.'],
  [{ healthSources: Array.from({ length: 11 }, () => `${SOURCES}/s`) }, 'Between 1 and 10'],
])('a composite health check is not %j', (body, words) => {
  expect(prepared().refusal('POST', CHECKS, { name: 'x', ...composite, ...body })).toContain(words);
});

test('both are patched with their fingerprint, and keep what they refer to', () => {
  const project = prepared();
  project.make('POST', CHECKS, { name: 'c', ...composite });
  expect(project.refusal('DELETE', `${SOURCES}/s`)).toContain(`is already being used by 'projects/p1/${CHECKS}/c'`);
  for (const path of [`${SOURCES}/s`, `${CHECKS}/c`]) {
    expect(project.refusal('PATCH', path, { description: 'd' })).toContain("Required field 'resource.fingerprint'");
    const { fingerprint } = project.get(path);
    project.make('PATCH', path, { description: 'd', fingerprint });
    expect(project.get(path)).toMatchObject({ description: 'd', selfLinkWithId: expect.stringMatching(/\/\d+$/) });
  }
});
