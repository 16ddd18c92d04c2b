import { expect, test } from 'vitest';
import { asArray, asObject } from '../../kernel/json.ts';
import { LINK, projectWithManager, ZONE } from '../../../test/machines.ts';

const MANAGER = `${ZONE}/instanceGroupManagers/m`;

const preserving = (autoDelete: string) => ({
  targetSize: 1,
  statefulPolicy: { preservedState: { disks: { 'persistent-disk-0': { autoDelete } }, internalIPs: { nic0: {} } } },
});

test('disks and addresses that a policy preserves outlive the instance that is made anew', () => {
  const project = projectWithManager(preserving('NEVER'));
  const [name] = project.names(`${ZONE}/instances`);
  const disk = `${ZONE}/disks/${name}`;
  const { id } = project.get(disk);
  const { networkInterfaces } = project.get(`${ZONE}/instances/${name}`);
  const { networkIP } = asObject(asArray(networkInterfaces)[0]);
  project.make('POST', `${MANAGER}/recreateInstances`, { instances: [`${ZONE}/instances/${name}`] });
  expect(project.get(disk)).toMatchObject({ id, users: [`${LINK}${ZONE}/instances/${name}`] });
  expect(project.get(`${ZONE}/instances/${name}`)['networkInterfaces']).toMatchObject([{ networkIP }]);
  const { managedInstances } = project.send('POST', `${MANAGER}/listManagedInstances`).body ?? {};
  expect(managedInstances).toMatchObject([
    {
      preservedStateFromPolicy: {
        disks: { 'persistent-disk-0': { autoDelete: 'NEVER', source: LINK + disk } },
        internalIPs: { nic0: { ipAddress: { literal: networkIP } } },
      },
    },
  ]);
});

test.each([
  ['NEVER', 1],
  ['ON_PERMANENT_INSTANCE_DELETION', 0],
])('of an instance that is gone for good, %s says what becomes of its disks', (autoDelete, left) => {
  const project = projectWithManager(preserving(autoDelete));
  project.make('POST', `${MANAGER}/resize?size=0`);
  expect(project.names(`${ZONE}/disks`)).toHaveLength(left);
});
