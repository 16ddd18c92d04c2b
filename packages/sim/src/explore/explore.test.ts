import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { carefulCheck, CallError, naiveMachine, PROJECT, send, wait, ZONE } from '../../test/explored-programs.ts';
import { createSimulator } from '../simulator.ts';
import { converges, ends, explore, ExplorationError, honestSuccess, noLeaks } from './index.ts';
import type { Exploration, ExploreOptions, Finding, Invariant, Program } from './index.ts';

const LEFT: ExploreOptions = { hosts: 'left' };

/** What is found, where something is. */
async function findingsOf(program: Program, options: ExploreOptions = {}): Promise<readonly Finding[]> {
  return (await explorationOf(program, options)).findings;
}

async function explorationOf(program: Program, options: ExploreOptions = {}): Promise<Exploration> {
  try {
    return await explore(program, { ...LEFT, ...options });
  } catch (error) {
    if (error instanceof ExplorationError) return error.exploration;
    throw error;
  }
}

test('a program that cares is found nothing about', async () => {
  const { covered, findings, runs, cutOff, unsteady } = await explorationOf(carefulCheck, {
    invariant: [ends(), honestSuccess(), converges(), noLeaks({ judged: 'afterRunAgain' })],
    budget: { runs: 200 },
  });
  expect(findings).toEqual([]);
  expect(covered.faults.run).toBe(covered.faults.of);
  expect(covered.crashes).toEqual({ run: 4, of: 4 });
  expect(covered.pairs.run).toBeGreaterThan(50);
  expect(runs).toBeLessThanOrEqual(200);
  expect([cutOff, unsteady]).toEqual([0, undefined]);
});

test('what a program leaves behind is told as a story, with a test to paste', async () => {
  const error: unknown = await explore(naiveMachine, {
    ...LEFT,
    invariant: noLeaks(),
    faults: ['answerLost'],
    crashes: false,
    source: { module: './machine.js', program: 'makeMachine' },
  }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ExplorationError);
  expect(String(error)).toBe(
    `ExplorationError: The program breaks what must hold in 2 ways; 4 runs, seed 1.

noLeaks, answerLost at call 1 (disks.insert).
  Call 1, disks.insert of zones/us-central1-a/disks/d1: carried out, and the answer was lost.
  The program ended with the error: fetch failed.
  noLeaks: Left behind: projects/p/zones/us-central1-a/disks/d1.

  As a test:
    import { test } from 'vitest';
    import { explore } from '@gcepool/sim/explore';
    import { makeMachine, options } from './machine.js';

    test('noLeaks, answerLost at call 1 (disks.insert)', async () => {
      await explore(makeMachine, { ...options, seed: '1', only: [
        { call: 1, method: 'disks.insert', kind: 'answerLost' },
      ] });
    });

noLeaks, answerLost at call 3 (instances.insert).
  Calls 1 to 2 were answered as without a fault.
  Call 3, instances.insert of zones/us-central1-a/instances/i1: carried out, and the answer was lost.
  The program ended with the error: fetch failed.
  noLeaks: Left behind: projects/p/zones/us-central1-a/disks/d1, projects/p/zones/us-central1-a/instances/i1.

  As a test:
    import { test } from 'vitest';
    import { explore } from '@gcepool/sim/explore';
    import { makeMachine, options } from './machine.js';

    test('noLeaks, answerLost at call 3 (instances.insert)', async () => {
      await explore(makeMachine, { ...options, seed: '1', only: [
        { call: 3, method: 'instances.insert', kind: 'answerLost' },
      ] });
    });`,
  );
});

test('a program that does not look at what became of an operation claims what is not so', async () => {
  const findings = await findingsOf(naiveMachine, { invariant: honestSuccess(), faults: ['operationFails'] });
  expect(findings).toMatchObject([
    {
      invariant: 'honestSuccess',
      message:
        'The program ended well, and not everything is as it should be: missing: projects/p/zones/us-central1-a/instances/i1.',
      schedule: [{ call: 3, method: 'instances.insert', kind: 'operationFails' }],
    },
  ]);
});

test('a program that polls for ever is cut off, in no time, and told of', async () => {
  const { findings, cutOff } = await explorationOf(naiveMachine, {
    invariant: ends(),
    faults: ['operationNeverEnds'],
    crashes: false,
  });
  expect(cutOff).toBe(2);
  expect(findings).toMatchObject([
    { invariant: 'ends', message: 'The program did not end: it made more than 112 calls.' },
  ]);
  expect(findings[0]?.story).toContain(
    'Calls 2 to 112, zoneOperations.get of the operation of call 1: answered, the operation is RUNNING.',
  );
});

test('a program that waits for nothing that comes is cut off too', async () => {
  const { findings } = await explorationOf(
    async ({ fetch }) => {
      await send(fetch, 'GET', ZONE).catch(() => new Promise(() => undefined));
    },
    { invariant: ends(), faults: ['refused'], budget: { idleMs: 20 } },
  );
  expect(findings.map(({ message }) => message)).toEqual([
    'The program did not end: it waited for something that is neither a call nor a timer.',
  ]);
});

test('a program that sleeps for ever is cut off by its own time', async () => {
  const { findings } = await explorationOf(
    async ({ fetch }) => {
      const isFine = (): Promise<boolean> =>
        send(fetch, 'GET', ZONE).then(
          () => true,
          () => false,
        );
      if (!(await isFine())) for (;;) await sleep(60_000);
    },
    { invariant: ends(), faults: ['refused'], budget: { hours: 2 } },
  );
  expect(findings.map(({ message }) => message)).toEqual([
    'The program did not end: it was still at work after 2 hours of its time.',
  ]);
});

test('the same program, options and seed give the same, byte for byte', async () => {
  const program: Program = async ({ fetch }) => {
    const name = `h-${Math.random().toString(36).slice(2, 8)}`;
    await sleep(Math.random() * 1000);
    const url = `${PROJECT}/global/healthChecks`;
    const insert = (): Promise<unknown> =>
      send(fetch, 'POST', `${url}?requestId=${crypto.randomUUID()}`, { name, type: 'TCP' });
    await insert().catch(insert);
  };
  const options: ExploreOptions = { invariant: [honestSuccess(), noLeaks()], budget: { runs: 60 }, seed: 'some' };
  const one = JSON.stringify(await explorationOf(program, options));
  expect(JSON.stringify(await explorationOf(program, options)) === one).toBe(true);
  expect(one).toContain('insert');
  // Another seed draws other names.
  expect(JSON.stringify(await explorationOf(program, { ...options, seed: 'other' })) === one).toBe(false);
});

test('after a crash the program is started anew, on what there is', async () => {
  const starts: number[] = [];
  const findings = await findingsOf(
    async ({ fetch, start }) => {
      starts.push(start);
      await wait(fetch, await send(fetch, 'POST', `${ZONE}/disks`, { name: `d${start}`, sizeGb: '10' }));
    },
    { invariant: noLeaks(), faults: [] },
  );
  expect(starts).toEqual([1, 1, 1, 2, 1, 2]);
  expect(findings.map(({ story }) => story)).toEqual(
    [
      [
        'Before call 1, disks.insert, the program was killed, and was started anew.',
        expect.stringMatching(
          /^Call 1, disks.insert of zones\/us-central1-a\/disks\/d2: answered, the operation is RUNNING\.$/,
        ),
        'Call 2, zoneOperations.get of the operation of call 1: answered, the operation is DONE.',
        'The program ended well.',
        'noLeaks: Left behind: projects/p/zones/us-central1-a/disks/d2.',
      ],
      [
        'Call 1 was answered as without a fault.',
        'Before call 2, zoneOperations.get, the program was killed, and was started anew.',
        expect.stringContaining('Call 2, disks.insert of zones/us-central1-a/disks/d2'),
        expect.stringContaining('Call 3, zoneOperations.get'),
        'The program ended well.',
        'noLeaks: Left behind: projects/p/zones/us-central1-a/disks/d1, projects/p/zones/us-central1-a/disks/d2.',
      ],
    ].slice(0, findings.length),
  );
});

test('what two faults do that neither does alone is found, and shrinks to the earliest calls', async () => {
  const program: Program = async ({ fetch }) => {
    let failures = 0;
    for (let call = 0; call < 6; call++) {
      await send(fetch, 'GET', ZONE).catch(() => failures++);
    }
    if (failures > 1) await wait(fetch, await send(fetch, 'POST', `${ZONE}/disks`, { name: 'd', sizeGb: '10' }));
  };
  const findings = await findingsOf(program, { invariant: honestSuccess(), faults: ['unavailable'], crashes: false });
  expect(findings[0]).toMatchObject({
    message:
      'The program ended well, and not everything is as it should be: in excess: projects/p/zones/us-central1-a/disks/d.',
    schedule: [
      { call: 1, method: 'zones.get', kind: 'unavailable' },
      { call: 2, method: 'zones.get', kind: 'unavailable' },
    ],
  });
});

test('two instances that read, then write, are found to lose an update', async () => {
  const simulator = createSimulator();
  const url = `${PROJECT}/global/healthChecks`;
  await wait(simulator.fetch, await send(simulator.fetch, 'POST', url, { name: 'h', type: 'TCP', description: '' }));
  const append: Program = async ({ fetch, instance }) => {
    const { description = '' } = (await send(fetch, 'GET', `${url}/h`)) as { description?: string };
    await wait(fetch, await send(fetch, 'PATCH', `${url}/h`, { description: description + instance }));
  };
  const bothWrote = async (gce: ReturnType<typeof createSimulator>): Promise<void> => {
    const { description } = (await send(gce.fetch, 'GET', `${url}/h`)) as { description?: string };
    if (description?.length !== 2) throw new Error(`the description is ${description}`);
  };
  const findings = await findingsOf(append, {
    simulator,
    instances: 2,
    faults: [],
    crashes: false,
    invariant: function bothWriteOrOne(gce, run) {
      return run.ends.length === 1 ? undefined : bothWrote(gce);
    },
  });
  expect(findings[0]?.story).toEqual([
    'Call 1 was answered as without a fault.',
    "Then it was the other instance's turn.",
    'Call 2, B: healthChecks.get of healthChecks/h: answered.',
    'Call 3, B: healthChecks.patch of healthChecks/h: answered, the operation is RUNNING.',
    expect.stringContaining('Call 4, B: globalOperations.get'),
    'Call 5, A: healthChecks.patch of healthChecks/h: answered, the operation is RUNNING.',
    expect.stringContaining('Call 6, A: globalOperations.get'),
    'Instance A ended well.',
    'Instance B ended well.',
    'bothWriteOrOne: the description is A',
  ]);
});

test('every kind of fault comes about', async () => {
  const met = new Set<string>();
  await explore(
    async ({ fetch }) => {
      const check = `${PROJECT}/global/healthChecks`;
      await send(fetch, 'POST', check, { name: 'h', type: 'TCP' }).catch(() => undefined);
      await sleep(1000);
      await send(fetch, 'GET', `${check}/h`).catch(() => undefined);
    },
    {
      ...LEFT,
      invariant: (_, { calls }) => calls.forEach(({ kind }) => void met.add(kind ?? 'none')),
    },
  );
  expect([...met].toSorted()).toEqual(
    'answerLost duplicate none operationFails operationNeverEnds rateLimited refused reset slow staleRead truncated unavailable'.split(
      ' ',
    ),
  );
});

test('an answer that is slow meets the patience of the program, in its own time', async () => {
  const program: Program = async ({ fetch }) => {
    const before = Date.now();
    const answer = await fetch(ZONE, { signal: AbortSignal.timeout(30_000) }).catch((error: unknown) => error);
    const took = Date.now() - before;
    if (took > 0) throw answer instanceof Error ? new Error(`${answer.name} after ${took}`) : new Error('slow');
  };
  const errors: unknown[] = [];
  await explore(program, {
    ...LEFT,
    faults: ['slow'],
    crashes: false,
    invariant: (_, { ends: [end] }) => void errors.push(end?.kind === 'threw' ? String(end.error) : end?.kind),
  });
  expect(errors).toEqual(['returned', 'Error: TimeoutError after 30000']);
});

test('a program is told what to do where there is nothing to explore', async () => {
  await expect(explore(() => undefined, LEFT)).rejects.toThrow('The program made no call that came to the simulator');
  const failing: Program = async ({ fetch }) => void (await send(fetch, 'GET', `${ZONE}/disks/none`));
  await expect(explore(failing, LEFT)).rejects.toThrow(
    "The program does not end well without a fault: The resource 'projects/p/zones/us-central1-a/disks/none' was not found\n" +
      '  Call 1, disks.get of zones/us-central1-a/disks/none: refused with 404 notFound.',
  );
  await expect(explore(failing, LEFT)).rejects.toMatchObject({ cause: expect.any(CallError) });
});

test('an invariant that does not hold without a fault is all that is told', async () => {
  const findings = await findingsOf(carefulCheck, {
    invariant: function never() {
      throw new Error('it never holds');
    },
  });
  expect(findings).toMatchObject([{ invariant: 'never', message: 'it never holds', schedule: [] }]);
});

test('a program that is not the same each time is told of', async () => {
  let runs = 0;
  const { unsteady } = await explorationOf(
    async ({ fetch }) => void (await send(fetch, 'GET', ++runs % 2 === 0 ? ZONE : `${ZONE}/disks`)),
    { faults: [], crashes: false },
  );
  expect(unsteady).toBe(
    'call 1 was disks.list of projects/p/zones/us-central1-a/disks, and then zones.get of projects/p/zones/us-central1-a',
  );
});

test('one schedule alone is run, and refused where the program has changed', async () => {
  const incident = { call: 3, method: 'instances.insert', kind: 'operationFails' };
  const { runs, findings } = await explorationOf(naiveMachine, { only: [incident] });
  expect([runs, findings.length]).toEqual([3, 1]);
  await expect(explore(naiveMachine, { ...LEFT, only: [{ ...incident, method: 'disks.insert' }] })).rejects.toThrow(
    'Call 3 is instances.insert, and was disks.insert when this schedule was found',
  );
});

test('a schedule of a call that is not made any more is refused, for nothing would be tried', async () => {
  const only = [{ call: 99, method: 'instances.insert', kind: 'reset' }];
  await expect(explore(naiveMachine, { ...LEFT, only })).rejects.toThrow(
    'Call 99 is not made, and was instances.insert',
  );
});

test.each<[string, 1 | 2, number]>([
  ['faults, crashes and pairs of them', 1, 90],
  ['two instances', 2, 140],
])('whatever is found is found again by its schedule alone: %s', async (_, instances, runs) => {
  const bad: Invariant = (__, run) => {
    if (run.schedule.length > 0 && run.starts.length > 0) throw new Error(JSON.stringify(run.schedule));
  };
  const worse: Invariant = (__, run) => {
    if (run.schedule.length > 1) throw new Error(JSON.stringify(run.schedule));
  };
  for (const invariant of instances === 1 ? [bad, worse] : [bad]) {
    const options = { invariant, instances, faults: ['refused', 'staleRead', 'answerLost'] } as const;
    const findings = await findingsOf(naiveMachine, { ...options, budget: { runs } });
    const schedules = findings.flatMap(({ schedule, alsoBy }) => [schedule, ...alsoBy]);
    expect(schedules.length).toBeGreaterThan(5);
    for (const only of schedules) expect(await findingsOf(naiveMachine, { ...options, only })).toHaveLength(1);
  }
});

test('the budget is kept', async () => {
  const { runs, covered } = await explorationOf(naiveMachine, { budget: { runs: 7 } });
  expect(runs).toBe(7);
  expect(covered.faults.run + covered.crashes.run).toBe(5);
  expect(covered.faults.of).toBe(32);
});

test('what a run begins with stays as it is', async () => {
  const simulator = createSimulator();
  const before = JSON.stringify(simulator.snapshot());
  await findingsOf(naiveMachine, { simulator, budget: { runs: 20 } });
  expect(JSON.stringify(simulator.snapshot())).toBe(before);
  expect(simulator.calls.list()).toEqual([]);
});

test.each<[string, object]>([
  ['no field', { fault: [] }],
  ['faults[1] must be one of refused, rateLimited', { faults: ['reset', 'lost'] }],
  ['faults[0].name is that of a kind there is: crash', { faults: [{ name: 'crash', fault: 'reset' }] }],
  ['fault must be one of', { faults: [{ name: 'mine', fault: 'gone' }] }],
  ['faults[1] is there twice: mine', { faults: ['reset', 'duplicate'].map((fault) => ({ name: 'mine', fault })) }],
  ['simulator must be one of createSimulator(); got 3', { simulator: 3 }],
  ['budget.runs must be a whole number', { budget: { runs: 0 } }],
  ['invariant must be a function', { invariant: ['noLeaks'] }],
  ["clock is 'instant' or 'manual'", { simulator: createSimulator({ clock: 'real' }) }],
  ['instances must be 1 or 2', { instances: 3 }],
  ['crashes must be true or false', { crashes: 'no' }],
  ['seed must be a text', { seed: 1 }],
  ["hosts must be 'taken' or 'left'", { hosts: 'mine' }],
  ['only[0].kind must be one of', { only: [{ call: 1, method: 'disks.get', kind: 'gone' }] }],
  ['something else happens at call 1 already', { only: [1, 2].map(() => ({ call: 1, method: 'a', kind: 'reset' })) }],
])('what makes no sense is refused: %s', async (message, options) => {
  await expect(explore(carefulCheck, { ...LEFT, ...options })).rejects.toThrow(message);
  await expect(explore(carefulCheck, { ...LEFT, ...options })).rejects.toBeInstanceOf(TypeError);
});

test.each<[unknown, RegExp]>([
  [null, /^The options of explore must be an object/],
  [{ source: {} }, /^source\.module must be a text that is not empty/],
  [
    { source: { module: './x.js', runner: 'mocha' } },
    /^source\.runner must be one of vitest, jest, node:test; got "mocha"/,
  ],
  [{ source: { module: './x.js', name: 'x' } }, /^source has no field 'name'/],
])('the options %j are refused before anything is run', async (options, message) => {
  await expect(explore(carefulCheck, options as ExploreOptions)).rejects.toThrow(message);
});

test('a crash after another incident is told without the call that would have come', async () => {
  const only = [
    { call: 1, method: 'disks.insert', kind: 'unavailable' },
    { call: 2, method: 'disks.insert', kind: 'crash' },
  ];
  const always = function never(): void {
    throw new Error('it never holds');
  };
  let isFirst = true;
  const invariant = (): void => {
    // Of the run without a fault nothing is told.
    if (isFirst) isFirst = false;
    else always();
  };
  const { findings } = await explorationOf(
    async ({ fetch }) => {
      await send(fetch, 'POST', `${ZONE}/disks`, { name: 'd', sizeGb: '10' }).catch(() => send(fetch, 'GET', ZONE));
      await send(fetch, 'GET', `${ZONE}/disks`);
    },
    { only, invariant },
  );
  expect(findings[0]?.story).toContain('Before call 2, the program was killed, and was started anew.');
});
