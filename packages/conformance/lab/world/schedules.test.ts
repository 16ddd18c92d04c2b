import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runParameters } from '../../src/run-parameters.test-support.ts';
import { LOSING_SCHEDULES } from './losing-schedules.ts';
import { oneSwitchSchedules } from './one-switch.ts';
import { runWorld } from './run-world.ts';
import { randomCallScheduler } from './random-call-scheduler.ts';
import { differences } from './inventory.ts';
import { someRaces } from './some-races.ts';
import { World } from './world.ts';

describe('schedules that were lost', () => {
  test.each(LOSING_SCHEDULES)('$story', async ({ without, events, law }) => {
    await expect(runWorld(events, without)).rejects.toMatchObject({ law });
    await expect(runWorld(events)).resolves.toBeUndefined();
  });
});

test('no schedule of one switch is lost, whoever works and whatever is edited meanwhile', async () => {
  const schedules = oneSwitchSchedules();
  expect(schedules).toHaveLength(240);
  for (const events of schedules) await expect(runWorld(events)).resolves.toBeUndefined();
});

test('no schedule of several switches is lost', async () => {
  const law = fc.assert(
    fc.asyncProperty(someRaces, (events) => runWorld(events)),
    runParameters(100),
  );
  await expect(law).resolves.toBeUndefined();
});

test('two and three pools with manual edits reach the desired state in whatever order the scheduler picks', async () => {
  const nodes = [{ name: 'node-one-a0', zone: 'us-central1-a' }];
  const desired = {
    ports: [{ nodePort: 30_001 }, { nodePort: 30_002 }],
    zones: ['us-central1-a', 'us-central1-b'],
    nodes,
  };
  const edits = [
    { do: 'addBackend', cluster: 'one', nodePort: 30_001 },
    { do: 'namePort', cluster: 'one', zone: 'us-central1-a', port: 8080 },
    { do: 'setTimeout', cluster: 'one', nodePort: 30_001, timeoutSec: 31 },
  ] as const;
  const who = fc.constantFrom<(0 | 1 | 2)[]>([0, 1], [0, 1, 2]);
  const property = fc.asyncProperty(fc.scheduler(), who, fc.boolean(), async (scheduler, working, isServed) => {
    const world = new World();
    world.setDesired('one', { ...desired, ports: desired.ports.slice(0, 1), zones: desired.zones.slice(0, 1) });
    world.setDesired('two', { ports: [{ nodePort: 30_001 }], zones: ['us-central1-a'], nodes: [] });
    if (isServed) await world.controller(0).run(world.desired('one'));
    world.setDesired('one', desired);
    await world.together(working, edits, randomCallScheduler(scheduler));
    world.mustBeSafe();
    for (let run = 0; run < 2; run += 1) await world.controller(0).run(desired);
    world.mustBeSafe();
    expect(differences(await world.inventory(), 'one', desired)).toEqual([]);
  });
  await expect(fc.assert(property, runParameters(60))).resolves.toBeUndefined();
});
