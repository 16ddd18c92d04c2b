import { describe, expect, test } from 'vitest';
import { instance, LINK, ZONE } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';
import type { Json } from '../../kernel/json.ts';

const POOLS = 'regions/us-east1/targetPools';
const POOL = `${POOLS}/p`;
const I = `${ZONE}/instances/i`;
const J = `${ZONE}/instances/j`;

function projectWithPool(more: object = {}): TestProject {
  const project = testProject();
  for (const name of ['i', 'j']) project.make('POST', `${ZONE}/instances`, instance(name));
  for (const name of ['h', 'k']) project.make('POST', 'global/httpHealthChecks', { name });
  project.make('POST', POOLS, { name: 'backup' });
  project.make('POST', POOLS, { name: 'p', ...more });
  return project;
}

const fieldOf = (project: TestProject, field: string): Json | undefined => project.get(POOL)[field];
const instances = (...links: readonly string[]): object => ({ instances: links.map((link) => ({ instance: link })) });

test('a target pool sends any connection anywhere unless told otherwise', () => {
  expect(projectWithPool().get(POOL)).toEqual({
    kind: 'compute#targetPool',
    id: expect.any(String),
    creationTimestamp: expect.any(String),
    name: 'p',
    region: `${LINK}regions/us-east1`,
    selfLink: LINK + POOL,
    sessionAffinity: 'NONE',
  });
});

describe('the instances of a target pool', () => {
  test('come and go; one that is there already comes no second time', () => {
    const project = projectWithPool({ instances: [I] });
    project.make('POST', `${POOL}/addInstance`, instances(J, LINK + I));
    expect(fieldOf(project, 'instances')).toEqual([LINK + I, LINK + J]);
    project.make('POST', `${POOL}/removeInstance`, { instances: [] });
    expect(fieldOf(project, 'instances')).toEqual([LINK + I, LINK + J]);
    project.make('POST', `${POOL}/removeInstance`, instances(I));
    expect(fieldOf(project, 'instances')).toEqual([LINK + J]);
    project.make('POST', `${POOL}/removeInstance`, instances(J));
    expect(fieldOf(project, 'instances')).toBeUndefined();
  });

  test('may be yet to come, and are free to go', () => {
    const project = projectWithPool();
    project.make('POST', `${POOL}/addInstance`, instances(I, `${ZONE}/instances/k`));
    project.make('DELETE', I);
    expect(fieldOf(project, 'instances')).toEqual([LINK + I, `${LINK}${ZONE}/instances/k`]);
  });

  test('are of its region', () => {
    const elsewhere = 'zones/us-west1-a/instances/i';
    expect(projectWithPool().refusal('POST', POOLS, { name: 'q', instances: [elsewhere] })).toContain(
      "The instance must be in region 'us-east1'.",
    );
    expect(projectWithPool().refusal('POST', `${POOL}/addInstance`, instances(elsewhere))).toContain(
      "The instance must be in region 'us-east1'.",
    );
  });

  // Terraform's provider sends both whenever the lists differ, and leaves out the one that is empty.
  test.each(['addInstance', 'removeInstance', 'addHealthCheck', 'removeHealthCheck'])(
    'stay when %s names none',
    (verb) => {
      const project = projectWithPool({ instances: [I], healthChecks: ['global/httpHealthChecks/h'] });
      const before = project.get(POOL);
      project.make('POST', `${POOL}/${verb}`, {});
      expect(project.get(POOL)).toEqual(before);
    },
  );

  test('are named', () => {
    const project = projectWithPool();
    for (const verb of ['addInstance', 'removeInstance']) {
      expect(project.refusal('POST', `${POOL}/${verb}`, instances('i'))).toContain(
        "'resource.instances[0].instance': 'i'. The URL is malformed.",
      );
    }
  });
});

describe('the health check of a target pool', () => {
  const healthChecks = (name: string): object => ({
    healthChecks: [{ healthCheck: `global/httpHealthChecks/${name}` }],
  });

  test('is added and removed, and is one at most', () => {
    const project = projectWithPool();
    project.make('POST', `${POOL}/addHealthCheck`, healthChecks('h'));
    expect(fieldOf(project, 'healthChecks')).toEqual([`${LINK}global/httpHealthChecks/h`]);
    expect(project.refusal('POST', `${POOL}/addHealthCheck`, healthChecks('k'))).toContain("'resource.healthChecks'");
    expect(project.refusal('DELETE', 'global/httpHealthChecks/h')).toContain(`being used by 'projects/p1/${POOL}'`);
    project.make('POST', `${POOL}/removeHealthCheck`, healthChecks('h'));
    expect(fieldOf(project, 'healthChecks')).toBeUndefined();
  });

  test('must exist, and be a legacy one', () => {
    const project = projectWithPool();
    expect(project.refusal('POST', `${POOL}/addHealthCheck`, healthChecks('none'))).toMatch(/^404 /);
    expect(project.refusal('POST', POOLS, { name: 'q', healthChecks: ['global/healthChecks/h'] })).toContain(
      "Unexpected resource collection 'healthChecks'.",
    );
  });
});

describe('the backup of a target pool', () => {
  const backup = { target: `${POOLS}/backup` };

  test('is set with the ratio at which it steps in, and taken away', () => {
    const project = projectWithPool();
    project.make('POST', `${POOL}/setBackup?failoverRatio=0.5`, backup);
    expect(project.get(POOL)).toMatchObject({ backupPool: `${LINK}${POOLS}/backup`, failoverRatio: 0.5 });
    expect(project.refusal('DELETE', `${POOLS}/backup`)).toContain(`being used by 'projects/p1/${POOL}'`);
    project.make('POST', `${POOL}/setBackup`, {});
    for (const field of ['backupPool', 'failoverRatio']) expect(project.get(POOL)).not.toHaveProperty(field);
  });

  test.each([
    [{ failoverRatio: 0.5 }, "'resource.failoverRatio': '0.5'"],
    [{ failoverRatio: 1.5, backupPool: `${POOLS}/backup` }, "'resource.failoverRatio': '1.5'"],
    [{ failoverRatio: 0.5, backupPool: `${POOLS}/none` }, '404 '],
  ])('is refused: %j', (body, message) => {
    expect(projectWithPool().refusal('POST', POOLS, { name: 'q', ...body })).toContain(message);
  });
});

describe('the health of an instance in a target pool', () => {
  const health = (project: TestProject, link = I) => project.send('POST', `${POOL}/getHealth`, { instance: link }).body;

  test('is one status for each address that the pool serves', () => {
    const project = projectWithPool({ instances: [I] });
    expect(health(project)).toEqual({ kind: 'compute#targetPoolInstanceHealth' });
    project.make('POST', 'regions/us-east1/forwardingRules', { name: 'r', target: POOL });
    const ipAddress = project.get('regions/us-east1/forwardingRules/r')['IPAddress'];
    const status = { instance: LINK + I, ipAddress };
    expect(health(project)).toEqual({
      kind: 'compute#targetPoolInstanceHealth',
      healthStatus: [{ ...status, healthState: 'HEALTHY' }],
    });
    project.make('POST', `${I}/stop`);
    expect(health(project)).toMatchObject({ healthStatus: [{ ...status, healthState: 'UNHEALTHY' }] });
  });

  test('is not known of others', () => {
    const project = projectWithPool({ instances: [I] });
    expect(project.refusal('POST', `${POOL}/getHealth`, { instance: J })).toContain("'resource.instance'");
  });
});
