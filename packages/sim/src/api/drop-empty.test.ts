import { modelOf } from '@gcepool/api';
import { expect, test } from 'vitest';
import { testProject } from '../../test/test-project.ts';
import type { JsonDraft } from '../kernel/json.ts';
import { dropEmpty } from './drop-empty.ts';

const dropped = (schemaName: string, resource: JsonDraft, kept?: readonly string[]): JsonDraft => {
  dropEmpty(resource, schemaName, modelOf('v1'), kept);
  return resource;
};

test('a message or map that holds nothing is not set', () => {
  expect(
    dropped('InstanceGroupManager', { name: 'm', resourcePolicies: {}, statefulPolicy: { preservedState: {} } }),
  ).toEqual({
    name: 'm',
    statefulPolicy: { preservedState: {} },
  });
  expect(dropped('Disk', { labels: {}, description: '' })).toEqual({ description: '' });
});

test('but for one that can hold nothing, that the service sets, or that it prints', () => {
  const policy = { diskConsistencyGroupPolicy: {}, resourceStatus: {} };
  expect(dropped('ResourcePolicy', { ...policy })).toEqual(policy);
  expect(dropped('HealthCheck', { logConfig: {} }, ['logConfig'])).toEqual({ logConfig: {} });
});

test('a patch that clears the last field of a message clears the message', () => {
  const project = testProject();
  const policy = 'global/securityPolicies/s';
  const defence = { adaptiveProtectionConfig: { layer7DdosDefenseConfig: { enable: true } } };
  project.make('POST', 'global/securityPolicies', { name: 's', ...defence });
  expect(project.get(policy)).toMatchObject(defence);
  project.make('PATCH', policy, { adaptiveProtectionConfig: { layer7DdosDefenseConfig: null } });
  expect(project.get(policy)).not.toHaveProperty('adaptiveProtectionConfig');
});
