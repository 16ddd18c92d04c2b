import { beforeEach, describe, expect, test } from 'vitest';
import type { Backends } from './backends.ts';
import type { InMemoryCloud } from './cloud/in-memory-cloud.test-support.ts';
import { Namer } from './names/namer.ts';
import { planLines, PlanOutdatedError } from './plan/pool-plan.ts';
import type { PoolPlan } from './plan/pool-plan.ts';
import { serviceNames, testPool } from './test-pool.test-support.ts';

let cloud: InMemoryCloud;
let pool: Backends;

beforeEach(() => {
  ({ cloud, pool } = testPool({ namer: new Namer('uid') }));
});

const throughJson = (plan: PoolPlan): PoolPlan => JSON.parse(JSON.stringify(plan)) as PoolPlan;

describe('a plan', () => {
  test('changes nothing, gives reasons, and can be printed', async () => {
    await pool.sync([80]);
    cloud.calls.length = 0;
    const plan = await pool.plan([81, 0]);
    expect(cloud.mutations).toBe(0);
    expect(planLines(plan)).toEqual([
      'wave 1',
      '  setNamedPorts zones/zone-a/instanceGroups/k8s-ig--uid: the group does not name port81',
      '  create healthChecks/k8s-be-81--uid: nodePort 81 has no health check',
      'wave 2',
      '  create backendServices/k8s-be-81--uid: nodePort 81 has no backend service',
      'wave 3',
      '  delete backendServices/k8s-be-80--uid: nodePort 80 is no longer desired',
      'wave 4',
      '  delete healthChecks/k8s-be-80--uid: nodePort 80 is no longer desired',
      'refused: nodePort 0: a nodePort is a whole number from 1 to 65535',
    ]);
  });

  test('is carried out as it is, also after a journey through JSON', async () => {
    await pool.sync([80]);
    const plan = throughJson(await pool.plan([81]));
    const { outcomes } = await testPool({ cloud, namer: new Namer('uid') }).pool.apply(plan);
    expect(outcomes.map(({ step }) => step.resource)).toEqual(plan.waves.flat().map(({ resource }) => resource));
    await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-81--uid']);
    await expect(pool.plan([81])).resolves.toMatchObject({ waves: [] });
  });

  test.each<[string, (cloud: InMemoryCloud) => Promise<void>]>([
    ['changed', async (it) => it.setNamedPorts('k8s-ig--uid', 'zone-a', [])],
    ['made', async (it) => it.createHealthCheck({ name: 'k8s-be-81--uid', type: 'TCP' })],
    ['deleted', async (it) => it.deleteBackendService('k8s-be-80--uid')],
    ['changed that has no fingerprint', async (it) => it.patchHealthCheck('k8s-be-80--uid', { timeoutSec: 3 })],
  ])('is refused where something it is about was %s since, and nothing is done', async (_, meddle) => {
    await pool.sync([80]);
    const plan = throughJson(await pool.plan([81]));
    await meddle(cloud);
    cloud.calls.length = 0;
    await expect(pool.apply(plan)).rejects.toBeInstanceOf(PlanOutdatedError);
    expect(cloud.mutations).toBe(0);
    await pool.apply(plan, { replan: true });
    await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-81--uid']);
  });

  test('is not refused for what it is not about', async () => {
    await pool.sync([80]);
    const plan = await pool.plan([80, 81]);
    await cloud.createHealthCheck({ name: 'foo', type: 'TCP' });
    await expect(pool.apply(plan)).resolves.toMatchObject({ notices: [] });
  });

  test('of another form or cluster is refused', async () => {
    const plan = await pool.plan([80]);
    await expect(pool.apply({ ...plan, cluster: 'other' })).rejects.toThrow('this plan is for cluster other');
    // Callers without types can pass anything.
    await expect(pool.apply({ ...plan, format: 'x' } as unknown as PoolPlan)).rejects.toThrow('no plan of the form');
  });

  test('reports the ports that were refused when it is carried out', async () => {
    await expect(pool.apply(await pool.plan([80, 0]))).rejects.toMatchObject({ errors: [{ nodePort: 0 }] });
    await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-80--uid']);
  });
});
