import { expect, test } from 'vitest';
import { permissionsOfMethod, predefinedRoles } from './index.ts';

test('a method has the permissions that it may need, of its own collection, of others and of other APIs', () => {
  expect(permissionsOfMethod('addresses.get')).toEqual([{ permission: 'compute.addresses.get' }]);
  const insert = permissionsOfMethod('instances.insert') ?? [];
  expect(insert).toContainEqual({ permission: 'compute.instances.create' });
  expect(insert).toContainEqual({ permission: 'compute.subnetworks.use' });
  expect(insert).toContainEqual({ permission: 'iam.serviceAccounts.actAs' });
  expect(insert).toContainEqual({
    permission: 'compute.machineImages.useReadOnly',
    query: 'sourceMachineImage',
  });
});

test.each(['instances.toString', 'toString', 'compute.instances.get', ''])('there is no method %s', (id) => {
  expect(permissionsOfMethod(id)).toBeUndefined();
});

test('a role has a title and the permissions of Compute', () => {
  const viewer = predefinedRoles().get('roles/compute.viewer');
  expect(viewer?.title).toBe('Compute Viewer');
  expect(viewer?.permissions.has('compute.instances.get')).toBe(true);
  expect(viewer?.permissions.has('compute.instances.create')).toBe(false);
  const admin = predefinedRoles().get('roles/compute.admin');
  expect([...(viewer?.permissions ?? [])].filter((one) => !admin?.permissions.has(one))).toEqual([]);
});
