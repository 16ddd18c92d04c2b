import { describe, expect, test, vi } from 'vitest';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { Transaction } from '../../kernel/transaction.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { bootDisk, LINK, projectWithManager, template, ZONE } from '../../../test/machines.ts';
import { testProject } from '../../../test/test-project.ts';

const PATH = `${ZONE}/instanceGroupManagers`;
const TEMPLATE = `${LINK}global/instanceTemplates/t`;

const managed = (project: TestProject, path = `${PATH}/m`) =>
  asArray(project.send('POST', `${path}/listManagedInstances`).body?.['managedInstances']).map(asObject);
const names = (project: TestProject) => managed(project).map(({ name }) => asString(name));

describe('instance group managers', () => {
  test('show their defaults', () => {
    expect(projectWithManager().get(`${PATH}/m`)).toMatchObject({
      baseInstanceName: 'm',
      currentActions: { creating: 0, none: 2, verifying: 0 },
      instanceGroup: `${LINK}${ZONE}/instanceGroups/m`,
      instanceLifecyclePolicy: {
        defaultActionOnFailure: 'REPAIR',
        forceUpdateOnRepair: 'NO',
        onFailedHealthCheck: 'DEFAULT_ACTION',
      },
      instanceTemplate: TEMPLATE,
      listManagedInstancesResults: 'PAGELESS',
      standbyPolicy: { mode: 'MANUAL' },
      status: {
        allInstancesConfig: { effective: true },
        isStable: true,
        stateful: { hasStatefulConfig: false, perInstanceConfigs: { allEffective: true } },
        versionTarget: { isReached: true },
      },
      targetSize: 2,
      targetSizePolicy: { mode: 'INDIVIDUAL' },
      targetStoppedSize: 0,
      targetSuspendedSize: 0,
      updatePolicy: {
        maxSurge: { calculated: 1, fixed: 1 },
        maxUnavailable: { calculated: 1, fixed: 1 },
        minimalAction: 'REPLACE',
        replacementMethod: 'SUBSTITUTE',
        type: 'OPPORTUNISTIC',
      },
      versions: [{ instanceTemplate: TEMPLATE, targetSize: { calculated: 2 } }],
    });
  });

  test('make the instances of their group', () => {
    const project = projectWithManager({ baseInstanceName: 'app', namedPorts: [{ name: 'http', port: 80 }] });
    expect(names(project)).toEqual([expect.stringMatching(/^app-[0-9a-z]{4}$/), expect.stringMatching(/^app-/)]);
    const [name] = names(project);
    const made = project.get(`${ZONE}/instances/${name}`);
    expect(made).toMatchObject({ status: 'RUNNING', machineType: `${LINK}${ZONE}/machineTypes/e2-small` });
    expect(asObject(made['metadata'])['items']).toEqual([
      { key: 'instance-template', value: expect.stringMatching(/^projects\/\d+\/global\/instanceTemplates\/t$/) },
      {
        key: 'created-by',
        value: expect.stringMatching(/^projects\/\d+\/zones\/us-east1-b\/instanceGroupManagers\/m$/),
      },
    ]);
    expect(project.get(`${ZONE}/disks/${name}`)['users']).toHaveLength(1);
    expect(project.get(`${ZONE}/instanceGroups/m`)).toMatchObject({
      description: expect.stringContaining("controlled by Instance Group Manager 'm'"),
      namedPorts: [{ name: 'http', port: 80 }],
      network: `${LINK}global/networks/default`,
      size: 2,
    });
    expect(project.get(`${PATH}/m`)['namedPorts']).toEqual([{ name: 'http', port: 80 }]);
    project.make('PATCH', `${PATH}/m`, { namedPorts: null });
    expect(project.get(`${ZONE}/instanceGroups/m`)).not.toHaveProperty('namedPorts');
  });

  test('are named by the number of their project, whatever it is called', () => {
    const project = testProject(undefined, 'project');
    project.make('POST', 'global/instanceTemplates', template('t'));
    project.make('POST', PATH, { name: 'm', instanceTemplate: 'global/instanceTemplates/t', targetSize: 1 });
    const [made] = project.list(`${ZONE}/instances`);
    expect(asArray(asObject(made?.['metadata'])['items']).map((item) => asObject(item)['value'])).toEqual([
      expect.stringMatching(/^projects\/\d+\/global\//),
      expect.stringMatching(/^projects\/\d+\/zones\//),
    ]);
  });

  test('of a region spread their instances over its zones', () => {
    const scope = 'regions/us-central1';
    const project = projectWithManager({ targetSize: 6 }, scope);
    const manager = project.get(`${scope}/instanceGroupManagers/m`);
    const zones = ['b', 'c', 'f'].map((letter) => ({ zone: `${LINK}zones/us-central1-${letter}` }));
    expect(manager).toMatchObject({
      distributionPolicy: { targetShape: 'EVEN', zones },
      region: LINK + scope,
      updatePolicy: { instanceRedistributionType: 'PROACTIVE', maxSurge: { calculated: 3, fixed: 3 } },
    });
    const places = managed(project, `${scope}/instanceGroupManagers/m`).map(
      ({ instance }) => asString(instance).split('/')[8],
    );
    expect(new Set(places)).toEqual(new Set(['b', 'c', 'f'].map((letter) => `us-central1-${letter}`)));
    expect(project.get(`${scope}/instanceGroups/m`)).toMatchObject({ size: 6, region: LINK + scope });
    const list = project.send('POST', `${scope}/instanceGroups/m/listInstances`, {}).body;
    expect(list).toMatchObject({ kind: 'compute#regionInstanceGroupsListInstances' });
    expect(list?.['items']).toHaveLength(6);
    const ports = ['a', 'b'].map((name) => ({ name, port: 80 }));
    project.make('POST', `${scope}/instanceGroups/m/setNamedPorts`, { namedPorts: ports });
    const asked = project.send('POST', `${scope}/instanceGroups/m/listInstances`, { portName: 'b' }).body;
    expect(asArray(asked?.['items'])[0]).toMatchObject({ namedPorts: [{ name: 'b', port: 80 }] });
  });

  test('take another workload policy only while they have no instances', () => {
    const project = projectWithManager();
    const policies = 'regions/us-east1/resourcePolicies';
    project.make('POST', policies, { name: 'w', workloadPolicy: { type: 'HIGH_THROUGHPUT' } });
    const change = { resourcePolicies: { workloadPolicy: `${policies}/w` } };
    expect(project.refusal('PATCH', `${PATH}/m`, change)).toContain(
      'Workload policy update is not allowed when the MIG has instances.',
    );
    project.make('POST', `${PATH}/m/resize?size=0`);
    project.make('PATCH', `${PATH}/m`, change);
    project.make('POST', `${PATH}/m/resize?size=1`);
    project.make('PATCH', `${PATH}/m`, change);
    expect(project.get(`${PATH}/m`)).toMatchObject({
      resourcePolicies: { workloadPolicy: `${LINK}${policies}/w` },
    });
    expect(project.refusal('DELETE', `${policies}/w`)).toContain('is already being used by');
  });

  test('own their group', () => {
    const project = projectWithManager();
    const body = { instances: [{ instance: `${ZONE}/instances/${names(project)[0]}` }] };
    for (const verb of ['addInstances', 'removeInstances']) {
      const refusal = project.refusal('POST', `${ZONE}/instanceGroups/m/${verb}`, body);
      expect(refusal).toMatch(/managed by an Instance Group Manager/);
    }
    expect(project.refusal('DELETE', `${ZONE}/instanceGroups/m`)).toMatch(/managed by an Instance Group Manager/);
    project.make('POST', `${ZONE}/instanceGroups/m/setNamedPorts`, { namedPorts: [{ name: 'a', port: 1 }] });
    expect(project.get(`${PATH}/m`)['namedPorts']).toEqual([{ name: 'a', port: 1 }]);
  });

  test('know when they are stateful', () => {
    const statefulPolicy = { preservedState: { disks: { d: { autoDelete: 'NEVER' } } } };
    expect(projectWithManager({ statefulPolicy }).get(`${PATH}/m`)['status']).toMatchObject({
      stateful: { hasStatefulConfig: true },
    });
  });

  test('take their instances with them', () => {
    const project = projectWithManager();
    const [name] = names(project);
    const operation = project.finish('DELETE', `${PATH}/m`);
    expect(operation['operationType']).toBe('compute.instanceGroupManagers.delete');
    for (const path of [
      `${PATH}/m`,
      `${ZONE}/instanceGroups/m`,
      `${ZONE}/instances/${name}`,
      `${ZONE}/disks/${name}`,
    ]) {
      expect(project.refusal('GET', path)).toMatch(/^404/);
    }
  });

  test('cannot be deleted while a service uses their group', () => {
    const project = projectWithManager();
    project.make('POST', 'global/healthChecks', { name: 'h', type: 'TCP' });
    const backends = [{ group: `${ZONE}/instanceGroups/m` }];
    project.make('POST', 'global/backendServices', { name: 's', healthChecks: ['global/healthChecks/h'], backends });
    expect(project.refusal('DELETE', `${PATH}/m`)).toBe(
      `400 The instance_group_manager resource 'projects/p1/${PATH}/m' is already being used by 'projects/p1/global/backendServices/s'`,
    );
  });

  test('keep their template and their health check from being deleted', () => {
    const project = testProject();
    project.make('POST', 'global/instanceTemplates', template('t'));
    project.make('POST', 'global/healthChecks', { name: 'h', type: 'TCP' });
    project.make('POST', PATH, {
      name: 'm',
      targetSize: 0,
      instanceTemplate: 'global/instanceTemplates/t',
      autoHealingPolicies: [{ healthCheck: 'global/healthChecks/h', initialDelaySec: 60 }],
    });
    expect(project.refusal('DELETE', 'global/instanceTemplates/t')).toMatch(/instance_template .* already being used/);
    expect(project.refusal('DELETE', 'global/healthChecks/h')).toMatch(/health_check .* already being used/);
  });

  test('need a template', () => {
    expect(testProject().refusal('POST', PATH, { name: 'm', targetSize: 0 })).toMatch(/resource.instanceTemplate/);
    const negative = { name: 'n', targetSize: -1, instanceTemplate: 'global/instanceTemplates/t' };
    expect(projectWithManager().refusal('POST', PATH, negative)).toMatch(/resource.targetSize/);
  });

  test('take no notice of a field of another revision of the API', () => {
    const project = projectWithManager();
    project.make('PATCH', `${PATH}/m`, { serviceAccount: 'x' });
    expect(project.get(`${PATH}/m`)).not.toHaveProperty('serviceAccount');
  });
});

const withOtherTemplate = (more: object = {}) => {
  const project = projectWithManager(more);
  project.make('POST', 'global/instanceTemplates', template('u', { machineType: 'e2-medium' }));
  return project;
};

describe('an update of a manager', () => {
  const instanceTemplate = 'global/instanceTemplates/u';

  test('changes the size of the group', () => {
    const project = projectWithManager();
    const before = names(project);
    expect(project.finish('PATCH', `${PATH}/m`, { targetSize: 3 })['operationType']).toBe('patch');
    expect(names(project)).toEqual([...before, expect.any(String)]);
    project.make('PATCH', `${PATH}/m`, { targetSize: 1 });
    expect(names(project)).toEqual(before.slice(0, 1));
    expect(project.get(`${PATH}/m`)).toMatchObject({ versions: [{ targetSize: { calculated: 1 } }] });
  });

  test('leaves instances as they are when it is opportunistic', () => {
    const project = withOtherTemplate();
    const before = managed(project);
    project.make('PATCH', `${PATH}/m`, { instanceTemplate });
    expect(managed(project)).toEqual(before);
    expect(project.get(`${PATH}/m`)).toMatchObject({
      instanceTemplate: LINK + instanceTemplate,
      status: { versionTarget: { isReached: false } },
      versions: [{ instanceTemplate: LINK + instanceTemplate }],
    });
  });

  test('replaces them when it is proactive, under other names unless it is to recreate them', () => {
    const project = withOtherTemplate({ updatePolicy: { type: 'PROACTIVE' } });
    const before = names(project);
    project.make('PATCH', `${PATH}/m`, { instanceTemplate });
    expect(names(project)).toHaveLength(before.length);
    expect(names(project).filter((name) => before.includes(name))).toEqual([]);
    expect(managed(project).map(({ version }) => asObject(version)['instanceTemplate'])).toEqual([
      LINK + instanceTemplate,
      LINK + instanceTemplate,
    ]);
    expect(project.get(`${PATH}/m`)['status']).toMatchObject({ versionTarget: { isReached: true } });
  });

  test('replaces them under the names they have when it is to recreate them', () => {
    const updatePolicy = { type: 'PROACTIVE', replacementMethod: 'RECREATE' };
    const project = withOtherTemplate({ updatePolicy });
    const before = managed(project);
    project.make('PATCH', `${PATH}/m`, { instanceTemplate });
    const after = managed(project);
    expect(after.map(({ name }) => name)).toEqual(before.map(({ name }) => name));
    expect(after.map(({ id }) => id)).not.toEqual(before.map(({ id }) => id));
  });

  test('leaves boot disks behind that are not to go with their instances, and gives no name twice', () => {
    const project = testProject();
    const disks = [{ ...bootDisk, autoDelete: false }];
    for (const name of ['t', 'u']) project.make('POST', 'global/instanceTemplates', template(name, { disks }));
    const manager = { name: 'm', baseInstanceName: 'vm-##', updatePolicy: { type: 'PROACTIVE' }, targetSize: 2 };
    project.make('POST', PATH, { ...manager, instanceTemplate: 'global/instanceTemplates/t' });
    project.make('PATCH', `${PATH}/m`, { instanceTemplate });
    expect(project.names(`${ZONE}/instances`)).toEqual(['vm-03', 'vm-04']);
    expect(project.names(`${ZONE}/disks`)).toEqual(['vm-01', 'vm-02', 'vm-03', 'vm-04']);
  });

  test('replaces them all at once: twice as many are twice the work', () => {
    const readsFor = (targetSize: number): number => {
      const project = withOtherTemplate({ targetSize, updatePolicy: { type: 'PROACTIVE' } });
      const reads = vi.spyOn(Transaction.prototype, 'get');
      project.make('PATCH', `${PATH}/m`, { instanceTemplate });
      const { length } = reads.mock.calls;
      reads.mockRestore();
      return length;
    };
    expect(readsFor(40) / readsFor(20)).toBeLessThan(2.2);
  });

  test('can let a part of them go ahead', () => {
    const project = withOtherTemplate({ targetSize: 4, updatePolicy: { type: 'PROACTIVE' } });
    const versions = [
      { instanceTemplate: 'global/instanceTemplates/t' },
      { name: 'canary', instanceTemplate, targetSize: { percent: 25 } },
    ];
    project.make('PATCH', `${PATH}/m`, { versions });
    expect(project.get(`${PATH}/m`)).toMatchObject({
      instanceTemplate: TEMPLATE,
      versions: [{ targetSize: { calculated: 3 } }, { targetSize: { calculated: 1, percent: 25 } }],
    });
    const canaries = managed(project).filter(({ version }) => asObject(version)['name'] === 'canary');
    expect(canaries).toHaveLength(1);
  });

  test('is allowed surges in percent, and none where names are kept', () => {
    const percent = projectWithManager({ targetSize: 4, updatePolicy: { maxSurge: { percent: 50 } } });
    expect(percent.get(`${PATH}/m`)).toMatchObject({ updatePolicy: { maxSurge: { percent: 50, calculated: 2 } } });
    const recreate = projectWithManager({ updatePolicy: { replacementMethod: 'RECREATE' } });
    expect(recreate.get(`${PATH}/m`)).toMatchObject({ updatePolicy: { maxSurge: { fixed: 0, calculated: 0 } } });
  });
});

test('a group numbers its instances where its base name asks for it', () => {
  const project = projectWithManager({ baseInstanceName: 'vm-###' });
  const instances = (): readonly string[] => project.names(`${ZONE}/instances`);
  expect(instances()).toEqual(['vm-001', 'vm-002']);
  const gone = { instances: [`${ZONE}/instances/vm-001`] };
  project.make('POST', `${ZONE}/instanceGroupManagers/m/deleteInstances`, gone);
  project.make('POST', `${ZONE}/instanceGroupManagers/m/resize?size=2`);
  expect(instances()).toEqual(['vm-001', 'vm-002']);
});
