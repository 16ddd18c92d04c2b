import { describe, expect, test } from 'vitest';
import { instance, LINK, ZONE } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const GLOBAL = 'global/securityPolicies/p';
const REGIONAL = 'regions/us-east1/securityPolicies/p';

function projectWithPolicies(): TestProject {
  const project = testProject();
  project.make('POST', 'global/securityPolicies', { name: 'p' });
  project.make('POST', 'regions/us-east1/securityPolicies', { name: 'p', type: 'CLOUD_ARMOR_NETWORK' });
  project.make('POST', `${ZONE}/instances`, instance('i'));
  return project;
}

const TARGET = { instance: `${ZONE}/instances/i` };
const OWNERS = [
  ['global/backendServices', {}, 'setSecurityPolicy', 'securityPolicy', GLOBAL],
  ['global/backendServices', {}, 'setEdgeSecurityPolicy', 'edgeSecurityPolicy', GLOBAL],
  ['global/backendBuckets', { bucketName: 'bucket' }, 'setEdgeSecurityPolicy', 'edgeSecurityPolicy', GLOBAL],
  ['regions/us-east1/targetPools', {}, 'setSecurityPolicy', 'securityPolicy', REGIONAL],
  [`${ZONE}/targetInstances`, TARGET, 'setSecurityPolicy', 'securityPolicy', REGIONAL],
] as const;

function owned(collection: string, body: object): TestProject {
  const project = projectWithPolicies();
  project.make('POST', collection, { name: 'x', ...body });
  return project;
}

describe.each(OWNERS)('%s (%j): %s', (collection, body, verb, field, policy) => {
  test('attaches a policy, which cannot be deleted meanwhile, and detaches it', () => {
    const project = owned(collection, body);
    const operation = project.finish('POST', `${collection}/x/${verb}`, { securityPolicy: policy });
    expect(operation['operationType']).toBe(`compute.${collection.split('/').at(-1) ?? ''}.${verb}`);
    expect(project.get(`${collection}/x`)[field]).toBe(LINK + policy);
    expect(project.refusal('DELETE', policy)).toBe(
      `400 The security_policy resource 'projects/p1/${policy}' is already being used by 'projects/p1/${collection}/x'`,
    );
    project.make('POST', `${collection}/x/${verb}`, {});
    expect(project.get(`${collection}/x`)).not.toHaveProperty(field);
    project.make('DELETE', policy);
  });

  test('refuses a policy that is not there', () => {
    const project = owned(collection, body);
    expect(project.refusal('POST', `${collection}/x/${verb}`, { securityPolicy: `${policy}q` })).toBe(
      `404 The resource 'projects/p1/${policy}q' was not found`,
    );
  });
});

test.each(OWNERS.slice(0, 3))('no update of %s (%j) undoes %s', (collection, body, verb, field, policy) => {
  const project = owned(collection, body);
  project.make('POST', `${collection}/x/${verb}`, { securityPolicy: policy });
  project.make('PATCH', `${collection}/x`, { description: 'd' });
  project.replace(`${collection}/x`, { name: 'x', ...body, description: 'e' });
  expect(project.get(`${collection}/x`)).toMatchObject({ [field]: LINK + policy, description: 'e' });
});

test('what applies to a backend service has no fields to be answered with', () => {
  const project = testProject();
  project.make('POST', 'global/backendServices', { name: 'x' });
  const { status, body } = project.send('GET', 'global/backendServices/x/getEffectiveSecurityPolicies');
  expect({ status, body }).toEqual({ status: 204, body: undefined });
});
