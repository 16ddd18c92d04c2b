import { expect, test } from 'vitest';
import { instance, projectWithManager, ZONE } from '../../../test/machines.ts';
import { projectIn } from '../../../test/test-project.ts';

const REGION = 'regions/us-east1';
const PATH = `${REGION}/instanceGroupManagers/m`;

test('a group takes instances of its region as they are', () => {
  const project = projectWithManager({ targetSize: 0 }, REGION);
  const beta = projectIn(project.simulator, 'p1', 'beta');
  project.make('POST', `${ZONE}/instances`, instance('i', { labels: { a: 'b' } }));
  const { id } = project.get(`${ZONE}/instances/i`);
  const adopt = (name?: string): object => ({ instances: [{ name }] });
  beta.make('POST', `${PATH}/adoptInstances`, adopt('i'));
  expect(project.get(PATH)).toMatchObject({ targetSize: 1, status: { isStable: true } });
  expect(project.send('POST', `${PATH}/listManagedInstances`).body).toMatchObject({ managedInstances: [{ id }] });
  expect(project.get(`${ZONE}/instances/i`)['labels']).toEqual({ a: 'b' });
  for (const [name, message] of [
    ['i', /^400 .*managed by a group already/],
    ['x', /^400 .*no instance of that name/],
    [undefined, /^400 Required field 'resource.instances\[0\].name'/],
  ] as const) {
    expect(beta.refusal('POST', `${PATH}/adoptInstances`, adopt(name))).toMatch(message);
  }
});

test('no group has accelerators that are joined', () => {
  const project = projectWithManager();
  const beta = projectIn(project.simulator, 'p1', 'beta');
  const path = `${ZONE}/instanceGroupManagers/m`;
  expect(beta.get(`${path}/getAvailableAcceleratorTopologies`)).toEqual({});
  beta.make('POST', `${path}/configureAcceleratorTopologies`, {});
  const body = { acceleratorTopologyActions: { a: 'ACTIVATE' } };
  expect(beta.refused('POST', `${path}/configureAcceleratorTopologies`, body).status).toBe(400);
});
