import { describe, expect, test } from 'vitest';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { LINK, projectWithManager, ZONE } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';

const ZONAL = `${ZONE}/instanceGroupManagers/m`;
const REGIONAL = 'regions/us-central1/instanceGroupManagers/m';

const configsOf = (project: TestProject, manager = ZONAL) =>
  asArray(project.send('POST', `${manager}/listPerInstanceConfigs`).body?.['items']).map(asObject);

const metadataOf = (project: TestProject, name: string): Record<string, unknown> => {
  const { items } = asObject(project.get(`${ZONE}/instances/${name}`)['metadata']);
  return Object.fromEntries(
    asArray(items)
      .map(asObject)
      .map(({ key, value }) => [asString(key), value]),
  );
};

/** A group whose instance `vm` has state of its own. */
function projectWithState(preservedState: object): TestProject {
  const project = projectWithManager({ targetSize: 0 });
  project.make('POST', `${ZONE}/disks`, { name: 'd', sizeGb: '10' });
  project.make('POST', `${ZONAL}/createInstances`, { instances: [{ name: 'vm', preservedState }] });
  return project;
}

const apply = { instances: [`${ZONE}/instances/vm`], minimalAction: 'NONE', mostDisruptiveAllowedAction: 'REPLACE' };
const disks = { data: { source: `${ZONE}/disks/d` } };

describe('per-instance configurations', () => {
  test.each([
    [ZONAL, ZONE],
    [REGIONAL, 'regions/us-central1'],
  ])('are made with their instances, and listed: %s', (manager, scope) => {
    const project = projectWithManager({ targetSize: 0 }, scope);
    const preservedState = { metadata: { a: '1' } };
    project.make('POST', `${manager}/createInstances`, {
      instances: [{ name: 'vm', preservedState }, { name: 'other' }],
    });
    expect(configsOf(project, manager)).toEqual([
      { name: 'vm', preservedState, status: 'EFFECTIVE', fingerprint: expect.any(String) },
    ]);
    expect(project.get(manager)).toMatchObject({
      targetSize: 2,
      status: { stateful: { hasStatefulConfig: true, perInstanceConfigs: { allEffective: true } } },
    });
    const { managedInstances } = project.send('POST', `${manager}/listManagedInstances`).body ?? {};
    expect(managedInstances).toMatchObject([
      { name: 'vm', preservedStateFromConfig: preservedState },
      { name: 'other' },
    ]);
  });

  test('give the instance its metadata and its disks', () => {
    const project = projectWithState({ metadata: { a: '1' }, disks });
    expect(metadataOf(project, 'vm')).toMatchObject({ a: '1', 'created-by': expect.any(String) });
    expect(project.get(`${ZONE}/instances/vm`)['disks']).toMatchObject([
      { boot: true },
      { deviceName: 'data', source: `${LINK}${ZONE}/disks/d`, mode: 'READ_WRITE', autoDelete: false },
    ]);
    expect(configsOf(project)).toMatchObject([
      {
        preservedState: {
          disks: { data: { autoDelete: 'NEVER', mode: 'READ_WRITE', source: `${LINK}${ZONE}/disks/d` } },
        },
      },
    ]);
  });

  test('put the instance of a regional group in the zone of its disks', () => {
    const project = projectWithManager({ targetSize: 0 }, 'regions/us-central1');
    project.make('POST', 'zones/us-central1-c/disks', { name: 'd', sizeGb: '10' });
    const preservedState = { disks: { data: { source: 'zones/us-central1-c/disks/d' } } };
    for (const instance of [{ name: 'v', preservedState }, { name: 'w' }, { name: 'x' }]) {
      project.make('POST', `${REGIONAL}/createInstances`, { instances: [instance] });
    }
    expect(project.names('zones/us-central1-c/instances')).toEqual(['v']);
  });

  test('give it its addresses', () => {
    const project = projectWithManager({ targetSize: 0 });
    project.make('POST', 'regions/us-east1/addresses', { name: 'ip' });
    const { address } = project.get('regions/us-east1/addresses/ip');
    const preservedState = {
      internalIPs: { nic0: { ipAddress: { literal: '10.142.0.77' } } },
      externalIPs: { nic0: { ipAddress: { address: 'regions/us-east1/addresses/ip' } } },
    };
    project.make('POST', `${ZONAL}/createInstances`, { instances: [{ name: 'vm', preservedState }] });
    expect(project.get(`${ZONE}/instances/vm`)['networkInterfaces']).toMatchObject([
      { networkIP: '10.142.0.77', accessConfigs: [{ natIP: address }] },
    ]);
  });

  test('keep what is preserved when the instance is made anew', () => {
    const project = projectWithState({ metadata: { a: '1' }, disks });
    const { id } = project.get(`${ZONE}/disks/d`);
    project.make('POST', `${ZONAL}/recreateInstances`, { instances: apply.instances });
    expect(metadataOf(project, 'vm')).toMatchObject({ a: '1' });
    expect(project.get(`${ZONE}/disks/d`)).toMatchObject({ id, users: [`${LINK}${ZONE}/instances/vm`] });
  });

  test.each([
    ['updatePerInstanceConfigs', { b: '2' }],
    ['patchPerInstanceConfigs', { a: '1', b: '2' }],
  ])('change by %s, and take effect when they are applied', (method, metadata) => {
    const project = projectWithState({ metadata: { a: '1' }, disks });
    const perInstanceConfigs = [{ name: 'vm', preservedState: { metadata: { b: '2' }, disks } }];
    const operation = project.finish('POST', `${ZONAL}/${method}`, { perInstanceConfigs });
    expect(operation['operationType']).toBe(`compute.instanceGroupManagers.${method}`);
    expect(configsOf(project)).toMatchObject([{ name: 'vm', preservedState: { metadata }, status: 'UNAPPLIED' }]);
    expect(project.get(ZONAL)['status']).toMatchObject({ stateful: { perInstanceConfigs: { allEffective: false } } });
    expect(metadataOf(project, 'vm')).not.toHaveProperty('b');
    project.make('POST', `${ZONAL}/applyUpdatesToInstances`, apply);
    expect(configsOf(project)).toMatchObject([{ status: 'EFFECTIVE' }]);
    expect(metadataOf(project, 'vm')).toMatchObject(metadata);
    expect(Object.keys(metadataOf(project, 'vm')).toSorted()).toEqual(
      ['created-by', 'instance-template', ...Object.keys(metadata)].toSorted(),
    );
    expect(project.get(`${ZONE}/disks/d`)['users']).toHaveLength(1);
  });

  const mortal = { data: { ...disks.data, autoDelete: 'ON_PERMANENT_INSTANCE_DELETION' } };

  test('keep a disk that goes with the instance for good, while the instance is only made anew', () => {
    const project = projectWithState({ disks: mortal });
    const { id } = project.get(`${ZONE}/disks/d`);
    project.make('POST', `${ZONAL}/recreateInstances`, { instances: apply.instances });
    expect(project.get(`${ZONE}/disks/d`)).toMatchObject({ id, users: [`${LINK}${ZONE}/instances/vm`] });
    project.make('POST', `${ZONAL}/deleteInstances`, { instances: apply.instances });
    expect(project.names(`${ZONE}/disks`)).toEqual([]);
  });

  test.each([{}, { disks }])(
    'that are applied to an instance which runs, with %j, say what becomes of its disks',
    (first) => {
      const project = projectWithState(first);
      const perInstanceConfigs = [{ name: 'vm', preservedState: { disks: mortal } }];
      project.make('POST', `${ZONAL}/updatePerInstanceConfigs`, { perInstanceConfigs });
      project.make('POST', `${ZONAL}/applyUpdatesToInstances`, apply);
      project.make('POST', `${ZONAL}/deleteInstances`, { instances: apply.instances });
      expect(project.names(`${ZONE}/disks`)).toEqual([]);
    },
  );

  test('stay in effect after they are deleted, until that is applied', () => {
    const project = projectWithState({ metadata: { a: '1' }, disks });
    project.make('POST', `${ZONAL}/deletePerInstanceConfigs`, { names: ['vm'] });
    expect(configsOf(project)).toMatchObject([{ name: 'vm', status: 'UNAPPLIED_DELETION' }]);
    project.make('POST', `${ZONAL}/applyUpdatesToInstances`, apply);
    expect(configsOf(project)).toEqual([]);
    expect(metadataOf(project, 'vm')).not.toHaveProperty('a');
    expect(project.get(`${ZONE}/disks/d`)).not.toHaveProperty('users');
  });

  test('go with their instances', () => {
    const project = projectWithState({ metadata: { a: '1' } });
    project.make('POST', `${ZONAL}/deleteInstances`, { instances: apply.instances });
    expect(configsOf(project)).toEqual([]);
  });

  test.each([
    ['the group is resized', 'POST', `${ZONAL}/resize?size=0`],
    ['the group is changed', 'PATCH', ZONAL, { targetSize: 0 }],
    ['the instance is deleted past the group', 'DELETE', `${ZONE}/instances/vm`],
  ])('make room for another of the name after %s', (_, method, path, body?: object) => {
    const project = projectWithState({ metadata: { a: '1' } });
    project.make(method, path, body);
    project.make('POST', `${ZONAL}/createInstances`, {
      instances: [{ name: 'vm', preservedState: { metadata: { b: '2' } } }],
    });
    expect(configsOf(project)).toMatchObject([{ name: 'vm', preservedState: { metadata: { b: '2' } } }]);
    expect(metadataOf(project, 'vm')).not.toHaveProperty('a');
  });

  test('go with their instances when the group shrinks', () => {
    const project = projectWithState({ metadata: { a: '1' } });
    project.make('POST', `${ZONAL}/resize?size=0`);
    expect(configsOf(project)).toEqual([]);
  });

  test('go with their instances when the group shrinks, and keep it from being autoscaled', () => {
    const project = projectWithManager({ targetSize: 0 });
    const instances = ['v', 'w'].map((name) => ({ name, preservedState: { metadata: { a: name } } }));
    project.make('POST', `${ZONAL}/createInstances`, { instances });
    const autoscaler = { name: 'a', target: ZONAL, autoscalingPolicy: { maxNumReplicas: 1 } };
    expect(project.refusal('POST', `${ZONE}/autoscalers`, autoscaler)).toMatch(
      /^400 .*'resource.target'.*A stateful group cannot be autoscaled\./,
    );
    project.make('POST', `${ZONAL}/resize?size=1`);
    expect(configsOf(project)).toMatchObject([{ name: 'v' }]);
  });

  test('are of instances that are there already', () => {
    const project = projectWithManager();
    const [vm] = project.names(`${ZONE}/instances`);
    project.make('POST', `${ZONAL}/updatePerInstanceConfigs`, {
      perInstanceConfigs: [{ name: vm, preservedState: { metadata: { a: '1' } } }],
    });
    expect(configsOf(project)).toMatchObject([{ name: vm, status: 'UNAPPLIED' }]);
  });

  test.each([
    [
      'createInstances',
      {
        instances: [
          {
            name: 'w',
            preservedState: {
              disks: {
                d: { source: `${ZONE}/disks/d`, mode: 'READ_ONLY', autoDelete: 'ON_PERMANENT_INSTANCE_DELETION' },
              },
            },
          },
        ],
      },
      /disks\[d\]\.autoDelete'.*READ_ONLY mode cannot be auto-deleted/,
    ],
    ['updatePerInstanceConfigs', {}, /perInstanceConfigs' not specified/],
    [
      'updatePerInstanceConfigs',
      { perInstanceConfigs: [{ name: 'x' }] },
      /perInstanceConfigs\[0\]\.name': 'x'.*not managed/,
    ],
    ['updatePerInstanceConfigs', { perInstanceConfigs: [{ name: 'vm', fingerprint: 'AAAAAAAAAAA=' }] }, /^412/],
    [
      'updatePerInstanceConfigs',
      { perInstanceConfigs: [{ name: 'vm', preservedState: { disks: { data: { source: `${ZONE}/disks/x` } } } }] },
      /perInstanceConfigs\[0\]\.preservedState\.disks\[data\]\.source/,
    ],
    ['deletePerInstanceConfigs', { names: ['x'] }, /names\[0\]': 'x'/],
    ['createInstances', { instances: [{ name: 'vm' }] }, /^409/],
  ])('are refused: %s %j', (method, body, message) => {
    expect(projectWithState({ metadata: { a: '1' } }).refusal('POST', `${ZONAL}/${method}`, body)).toMatch(message);
  });
});
