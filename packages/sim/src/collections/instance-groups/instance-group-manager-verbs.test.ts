import { describe, expect, test } from 'vitest';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { LINK, projectWithManager, template, ZONE } from '../../../test/machines.ts';

const PATH = `${ZONE}/instanceGroupManagers/m`;

const managed = (project: TestProject) =>
  asArray(project.send('POST', `${PATH}/listManagedInstances`).body?.['managedInstances']).map(asObject);
const names = (project: TestProject) => managed(project).map(({ name }) => asString(name));
const instances = (project: TestProject, ...indexes: readonly number[]) =>
  indexes.map((index) => `${ZONE}/instances/${names(project)[index]}`);

describe('a managed instance group', () => {
  test('lists its instances', () => {
    const project = projectWithManager();
    expect(managed(project)[0]).toEqual({
      currentAction: 'NONE',
      id: expect.stringMatching(/^\d+$/),
      instance: `${LINK}${ZONE}/instances/${names(project)[0]}`,
      instanceStatus: 'RUNNING',
      name: expect.any(String),
      version: { instanceTemplate: `${LINK}global/instanceTemplates/t` },
    });
    expect(project.send('POST', `${PATH}/listManagedInstances?maxResults=1`).body).toMatchObject({
      managedInstances: [{}],
      nextPageToken: expect.any(String),
    });
    expect(project.get(`${PATH}/listErrors`)).toEqual({});
  });

  test('is resized, and made to heal itself, by methods of beta', () => {
    const project = projectWithManager();
    const beta = (method: string, body: object): number =>
      project.simulator.handle({ method: 'POST', url: `/compute/beta/projects/p1/${PATH}/${method}`, body }).status;
    expect(beta('resizeAdvanced', { noCreationRetries: true })).toBe(400);
    expect(beta('resizeAdvanced', { targetSize: 4001 })).toBe(400);
    expect(beta('resizeAdvanced', { targetSize: 3, noCreationRetries: true })).toBe(200);
    expect(names(project)).toHaveLength(3);
    expect(beta('setAutoHealingPolicies', { autoHealingPolicies: [{ initialDelaySec: 60 }] })).toBe(200);
    expect(project.get(PATH)['autoHealingPolicies']).toEqual([{ initialDelaySec: 60 }]);
    expect(beta('setAutoHealingPolicies', {})).toBe(200);
    expect(project.get(PATH)).not.toHaveProperty('autoHealingPolicies');
  });

  test('is resized', () => {
    const project = projectWithManager();
    const operation = project.finish('POST', `${PATH}/resize?size=3`);
    expect(operation['operationType']).toBe('compute.instanceGroupManagers.resize');
    expect(names(project)).toHaveLength(3);
    expect(project.get(PATH)['targetSize']).toBe(3);
    for (const size of [-1, 4001, 2_147_483_647]) {
      expect(project.refusal('POST', `${PATH}/resize?size=${size}`)).toContain(`'size': '${size}'`);
    }
  });

  test('is made smaller by deleting instances', () => {
    const project = projectWithManager();
    const [first, second] = names(project);
    project.make('POST', `${PATH}/deleteInstances`, { instances: instances(project, 0) });
    expect(names(project)).toEqual([second]);
    expect(project.get(PATH)).toMatchObject({ targetSize: 1, versions: [{ targetSize: { calculated: 1 } }] });
    expect(project.send('GET', `${ZONE}/instances/${first}`).status).toBe(404);
  });

  test('lets instances go on without it', () => {
    const project = projectWithManager();
    const [first] = names(project);
    project.make('POST', `${PATH}/abandonInstances`, { instances: instances(project, 0) });
    expect(names(project)).not.toContain(first);
    expect(project.get(PATH)['targetSize']).toBe(1);
    expect(project.get(`${ZONE}/instances/${first}`)['status']).toBe('RUNNING');
  });

  test('makes instances anew under their names', () => {
    const project = projectWithManager();
    const before = managed(project);
    project.make('POST', `${PATH}/recreateInstances`, { instances: instances(project, 0) });
    expect(names(project)).toEqual(before.map(({ name }) => name));
    expect(managed(project)[0]?.['id']).not.toBe(before[0]?.['id']);
    expect(managed(project)[1]).toEqual(before[1]);
  });

  test('makes instances with names of one’s choice', () => {
    const project = projectWithManager();
    project.make('POST', `${PATH}/createInstances`, { instances: [{ name: 'mine' }] });
    expect(names(project)).toContain('mine');
    expect(project.get(PATH)['targetSize']).toBe(3);
    expect(project.refusal('POST', `${PATH}/createInstances`, { instances: [{ name: 'mine' }] })).toMatch(/^409/);
    expect(project.refusal('POST', `${PATH}/createInstances`, { instances: [{}] })).toMatch(/instances\[0\].name/);
  });

  test('has a name once, in whichever of its zones', () => {
    const regional = 'regions/us-central1/instanceGroupManagers/m';
    const project = projectWithManager({ targetSize: 0 }, 'regions/us-central1');
    const twice = { instances: [{ name: 'a' }, { name: 'b' }, { name: 'a' }] };
    expect(project.refusal('POST', `${regional}/createInstances`, twice)).toMatch(
      /^409 .*instances\/a' already exists$/,
    );
    project.make('POST', `${regional}/createInstances`, { instances: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] });
    const made = project.send('POST', `${regional}/listManagedInstances`).body?.['managedInstances'];
    const zones = asArray(made).map((item) => /zones\/([^/]+)/.exec(asString(asObject(item)['instance']))?.[1]);
    expect(zones).toEqual(['us-central1-b', 'us-central1-c', 'us-central1-f']);
  });

  test('gets another template, which can be applied to some', () => {
    const project = projectWithManager();
    project.make('POST', 'global/instanceTemplates', template('u'));
    project.make('POST', `${PATH}/setInstanceTemplate`, { instanceTemplate: 'global/instanceTemplates/u' });
    const templates = () =>
      managed(project).map(({ version }) => asString(asObject(version)['instanceTemplate']).at(-1));
    expect(templates()).toEqual(['t', 't']);
    project.make('POST', `${PATH}/applyUpdatesToInstances`, { instances: instances(project, 1) });
    expect(templates()).toEqual(['t', 'u']);
    const both = { allInstances: true, instances: instances(project, 0) };
    expect(project.refusal('POST', `${PATH}/applyUpdatesToInstances`, both)).toContain("'resource.instances'");
    project.make('POST', `${PATH}/applyUpdatesToInstances`, { allInstances: true });
    expect(templates()).toEqual(['u', 'u']);
  });

  test.each([
    ['stopInstances', 'startInstances', 'TERMINATED', 'targetStoppedSize'],
    ['suspendInstances', 'resumeInstances', 'SUSPENDED', 'targetSuspendedSize'],
  ])('puts instances aside with %s until %s', (rest, wake, status, field) => {
    const project = projectWithManager();
    const body = { instances: instances(project, 0) };
    project.make('POST', `${PATH}/${rest}`, body);
    expect(project.get(PATH)).toMatchObject({ targetSize: 1, [field]: 1 });
    expect(managed(project)[0]?.['instanceStatus']).toBe(status);
    project.make('POST', `${PATH}/resize?size=2`);
    expect(names(project)).toHaveLength(3);
    project.make('POST', `${PATH}/${wake}`, body);
    expect(project.get(PATH)).toMatchObject({ targetSize: 3, [field]: 0 });
    expect(managed(project)[0]?.['instanceStatus']).toBe('RUNNING');
  });

  test('serves its target pools', () => {
    const project = projectWithManager();
    const pools = ['a', 'b'].map((name) => `regions/us-east1/targetPools/${name}`);
    for (const name of ['a', 'b']) project.make('POST', 'regions/us-east1/targetPools', { name });
    const served = (pool: number) => asArray(project.get(pools[pool] ?? '')['instances']);
    project.make('POST', `${PATH}/setTargetPools`, { targetPools: [pools[0]] });
    expect(served(0)).toEqual(managed(project).map(({ instance }) => instance));
    project.make('POST', `${PATH}/resize?size=3`);
    expect(served(0)).toHaveLength(3);
    project.make('POST', `${PATH}/setTargetPools`, { targetPools: [pools[1]] });
    expect([served(0), served(1).length]).toEqual([[], 3]);
    project.make('POST', `${PATH}/deleteInstances`, { instances: instances(project, 0) });
    expect(served(1)).toHaveLength(2);
    project.make('DELETE', PATH);
    expect(served(1)).toEqual([]);
  });

  test('of a region leaves its instances in their target pools when it gets others', () => {
    const group = 'regions/us-east1/instanceGroupManagers/m';
    const project = projectWithManager({}, 'regions/us-east1');
    const pools = ['a', 'b'].map((name) => `regions/us-east1/targetPools/${name}`);
    for (const name of ['a', 'b']) project.make('POST', 'regions/us-east1/targetPools', { name });
    const served = () => pools.map((pool) => asArray(project.get(pool)['instances']).length);
    project.make('PATCH', group, { targetPools: [pools[0]] });
    project.make('POST', `${group}/setTargetPools`, { targetPools: [pools[1]] });
    expect(served()).toEqual([2, 0]);
    project.make('POST', `${group}/resize?size=3`);
    expect(served()).toEqual([2, 1]);
  });

  test('is told of instances that are its own', () => {
    const project = projectWithManager();
    for (const verb of ['deleteInstances', 'abandonInstances', 'recreateInstances', 'stopInstances']) {
      const body = { instances: [`${ZONE}/instances/x`] };
      expect(project.refusal('POST', `${PATH}/${verb}`, body)).toMatch(
        /'resource.instances\[0\]': .* is not managed by/,
      );
      expect(project.refusal('POST', `${PATH}/${verb}`, {})).toMatch(/^400/);
    }
  });
});
