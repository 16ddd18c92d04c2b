import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instance, ZONE } from '../../test/machines.ts';
import type { TestProject } from '../../test/test-project.ts';
import { projectIn, testProject } from '../../test/test-project.ts';
import { createUsageIndex } from '../collections/projects/quotas.ts';
import { asObject } from '../kernel/json.ts';
import type { Simulator } from '../index.ts';
import { createSimulator } from '../index.ts';
import type { QuotaSetting } from './quotas.ts';

const usageOf = ({ simulator }: TestProject, metric: string, region?: string): number | undefined =>
  simulator.quotas
    .list(region === undefined ? { project: 'p1' } : { project: 'p1', region })
    .find((quota) => quota.metric === metric)?.usage;

const HEALTH_CHECKS = { project: 'p1', metric: 'HEALTH_CHECKS' };
const check = (name: string): object => ({ name, type: 'TCP' });

describe('a limit that was set', () => {
  test('is shown, and refuses at once what would break it', () => {
    const project = testProject();
    project.simulator.quotas.set({ ...HEALTH_CHECKS, limit: 1 });
    project.make('POST', 'global/healthChecks', check('a'));
    expect(project.simulator.quotas.list({ project: 'p1' })).toContainEqual({
      metric: 'HEALTH_CHECKS',
      limit: 1,
      usage: 1,
      failure: 'atOnce',
    });
    const { status, body } = project.send('POST', 'global/healthChecks', check('b'));
    expect(status).toBe(403);
    const message = "Quota 'HEALTH_CHECKS' exceeded.  Limit: 1.0 globally.";
    expect(body).toEqual({
      error: { code: 403, message, errors: [{ message, domain: 'usageLimits', reason: 'quotaExceeded' }] },
    });
    expect(project.names('global/healthChecks')).toEqual(['a']);
  });

  test('may fail by an operation that ends in an error', () => {
    const project = testProject();
    project.simulator.quotas.set({ ...HEALTH_CHECKS, limit: 0, failure: 'operation' });
    expect(project.finish('POST', 'global/healthChecks', check('a'))).toMatchObject({
      status: 'DONE',
      error: {
        errors: [{ code: 'QUOTA_EXCEEDED', message: "Quota 'HEALTH_CHECKS' exceeded.  Limit: 0.0 globally." }],
      },
      httpErrorStatusCode: 403,
      httpErrorMessage: 'FORBIDDEN',
    });
    expect(project.names('global/healthChecks')).toEqual([]);
    expect(usageOf(project, 'HEALTH_CHECKS')).toBe(0);
  });

  test('counts what unfinished operations are about to make', () => {
    const project = testProject({ clock: 'manual' });
    project.simulator.quotas.set({ ...HEALTH_CHECKS, limit: 2 });
    project.begin('POST', 'global/healthChecks', check('a'));
    project.begin('POST', 'global/healthChecks', check('b'));
    expect(project.refused('POST', 'global/healthChecks', check('c')).reason).toBe('quotaExceeded');
    project.simulator.clock.runUntilIdle();
    expect(usageOf(project, 'HEALTH_CHECKS')).toBe(2);
  });

  test('has room again when something was deleted, and not before it is gone', () => {
    const project = testProject({ clock: 'manual' });
    project.begin('POST', 'global/healthChecks', check('a'));
    project.simulator.clock.runUntilIdle();
    project.simulator.quotas.set({ ...HEALTH_CHECKS, limit: 1 });
    project.begin('DELETE', 'global/healthChecks/a');
    expect(project.refused('POST', 'global/healthChecks', check('b')).reason).toBe('quotaExceeded');
    project.simulator.clock.runUntilIdle();
    project.begin('POST', 'global/healthChecks', check('b'));
  });

  test('leaves alone what uses no more than before', () => {
    const project = testProject();
    project.make('POST', 'global/healthChecks', check('a'));
    project.simulator.quotas.set({ ...HEALTH_CHECKS, limit: 0 });
    project.make('PATCH', 'global/healthChecks/a', { checkIntervalSec: 7 });
    expect(project.get('global/healthChecks/a')['checkIntervalSec']).toBe(7);
  });

  test('of a region holds for its zones, by how much a resource uses', () => {
    const project = testProject();
    project.simulator.quotas.set({ project: 'p1', region: 'us-east1', metric: 'CPUS', limit: 3 });
    project.make('POST', `${ZONE}/instances`, instance('a'));
    expect(project.refused('POST', `${ZONE}/instances`, instance('b'))).toEqual({
      status: 403,
      reason: 'quotaExceeded',
      message: "Quota 'CPUS' exceeded.  Limit: 3.0 in region us-east1.",
    });
    expect(usageOf(project, 'CPUS', 'us-east1')).toBe(2);
    project.make('POST', `${ZONE}/instances/a/stop`);
    project.make('POST', `${ZONE}/instances`, instance('b'));
    expect(project.refused('POST', `${ZONE}/instances/a/start`).reason).toBe('quotaExceeded');
  });

  test('is of one project, one fork and one simulator alone', () => {
    const project = testProject();
    const fork = project.simulator.fork();
    project.simulator.quotas.set({ ...HEALTH_CHECKS, limit: 0 });
    projectIn(project.simulator, 'p2').make('POST', 'global/healthChecks', check('a'));
    projectIn(fork).make('POST', 'global/healthChecks', check('a'));
    expect(project.refused('POST', 'global/healthChecks', check('a')).status).toBe(403);
    expect(projectIn(project.simulator.fork()).refused('POST', 'global/healthChecks', check('a')).status).toBe(403);
    const restored = createSimulator({ snapshot: project.simulator.snapshot() });
    expect(projectIn(restored).refused('POST', 'global/healthChecks', check('a')).status).toBe(403);
    project.simulator.reset();
    project.make('POST', 'global/healthChecks', check('a'));
  });
});

describe('limits that nobody set', () => {
  test('are shown, and not enforced', () => {
    const project = testProject();
    for (let index = 0; index < 12; index++) project.make('POST', 'global/backendBuckets', bucket(index));
    expect(project.simulator.quotas.list({ project: 'p1' })).toContainEqual({
      metric: 'BACKEND_BUCKETS',
      limit: 9,
      usage: 12,
      failure: 'none',
    });
  });

  test('are enforced where the simulator was told to', () => {
    const project = testProject({ quotas: 'enforced' });
    for (let index = 0; index < 9; index++) project.make('POST', 'global/backendBuckets', bucket(index));
    expect(project.refused('POST', 'global/backendBuckets', bucket(9)).reason).toBe('quotaExceeded');
    project.simulator.quotas.set({ project: 'p1', metric: 'BACKEND_BUCKETS', limit: 10 });
    project.make('POST', 'global/backendBuckets', bucket(9));
  });
});

const bucket = (index: number): object => ({ name: `b${index}`, bucketName: 'bucket' });

test.each([
  ['project', { ...HEALTH_CHECKS, project: 'a/b', limit: 1 }],
  ['region', { project: 'p1', metric: 'CPUS', region: 'nowhere', limit: 1 }],
  ['name one', { project: 'p1', metric: 'CPUS', limit: 1 }],
  ['name no region', { ...HEALTH_CHECKS, region: 'us-east1', limit: 1 }],
  ['HEALTH_CHECKS, ', { project: 'p1', metric: 'health_checks', limit: 1 }],
  ['limit', { ...HEALTH_CHECKS, limit: -1 }],
  ['limit', { ...HEALTH_CHECKS, limit: Infinity }],
  ['limit', { ...HEALTH_CHECKS, limit: '5' as unknown as number }],
  ["no field 'zone'", { ...HEALTH_CHECKS, limit: 1, zone: 'z' } as QuotaSetting],
  ['limit', { ...HEALTH_CHECKS, limit: Number.NaN }],
  ['failure', { ...HEALTH_CHECKS, limit: 1, failure: 'never' as 'atOnce' }],
] as const)('a setting that makes no sense is refused, naming the %s', (name, setting: QuotaSetting) => {
  const { quotas } = createSimulator();
  expect(() => quotas.set(setting)).toThrow(TypeError);
  expect(() => quotas.set(setting)).toThrow(name);
});

test('an option that makes no sense is refused', () => {
  expect(() => createSimulator({ quotas: 'on' as 'enforced' })).toThrow(
    new TypeError("quotas must be one of 'reported', 'enforced'; got 'on'"),
  );
});

const step = fc.record({
  verb: fc.constantFrom('insert', 'delete', 'patch', 'advance', 'limit', 'stop', 'start'),
  kind: fc.constantFrom('healthChecks', 'backendServices', 'instances', 'disks'),
  name: fc.constantFrom('a', 'b', 'c'),
  limit: fc.nat(4),
  failure: fc.constantFrom('atOnce', 'operation'),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function play(project: TestProject, { verb, kind, name, limit, failure }: Step): void {
  const parent = kind === 'instances' || kind === 'disks' ? `${ZONE}/${kind}` : `global/${kind}`;
  const bodies = {
    healthChecks: check(name),
    backendServices: { name },
    instances: instance(name),
    disks: { name, sizeGb: '7' },
  };
  if (verb === 'insert') project.send('POST', parent, bodies[kind]);
  else if (verb === 'delete') project.send('DELETE', `${parent}/${name}`);
  else if (verb === 'patch') project.send('PATCH', `${parent}/${name}`, { description: name });
  else if (verb === 'advance') project.simulator.clock.advance(limit * 400);
  else if (verb === 'limit') project.simulator.quotas.set({ ...HEALTH_CHECKS, limit, failure });
  else project.send('POST', `${ZONE}/instances/${name}/${verb}`);
}

/** What all that is stored uses, and what unfinished operations hold, counted anew. */
function recount(simulator: Simulator): Readonly<Record<string, number>> {
  const rulesOf = createUsageIndex();
  const counts: Record<string, number> = {};
  const add = (key: string, more: number): void => {
    counts[key] = (counts[key] ?? 0) + more;
  };
  for (const [path, entry] of simulator.snapshot().resources) {
    const rules = rulesOf(path.slice(0, path.lastIndexOf('/')));
    for (const { key, amountOf } of rules) add(key, amountOf(asObject(entry['resource'])));
    const claims = Object.entries(asObject(asObject(entry['hidden'])['claims']));
    for (const [key, more] of claims) add(key, Number(more));
  }
  return counts;
}

test('usage is always what a recount gives, and never more than a limit that held from the start', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.boolean(), (steps, isManual) => {
      const project = testProject({ clock: isManual ? 'manual' : 'instant' });
      project.simulator.quotas.set({ project: 'p1', metric: 'BACKEND_SERVICES', limit: 2 });
      for (const item of steps) play(project, item);
      for (const simulator of [project.simulator, createSimulator({ snapshot: project.simulator.snapshot() })]) {
        const counts = recount(simulator);
        for (const { metric, usage } of simulator.quotas.list({ project: 'p1' })) {
          expect([metric, usage]).toEqual([metric, counts[`projects/p1/${metric}`] ?? 0]);
        }
        for (const { metric, usage } of simulator.quotas.list({ project: 'p1', region: 'us-east1' })) {
          expect([metric, usage]).toEqual([metric, counts[`projects/p1/regions/us-east1/${metric}`] ?? 0]);
        }
      }
      expect(usageOf(project, 'BACKEND_SERVICES')).toBeLessThanOrEqual(2);
      expect(project.simulator.replayed()).toEqual(project.simulator.snapshot());
    }),
    { numRuns: 60 },
  );
});
