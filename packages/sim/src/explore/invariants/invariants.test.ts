import { expect, test } from 'vitest';
import { again, CallError, naiveMachine, PROJECT, send, wait, waitWell } from '../../../test/explored-programs.ts';
import { createSimulator } from '../../simulator.ts';
import {
  boundedCalls,
  converges,
  ends,
  explore,
  ExplorationError,
  honestSuccess,
  noLeaks,
  noWriteWithoutFingerprint,
  nothingForeignTouched,
} from '../index.ts';
import type { ExploreOptions, Program } from '../index.ts';

const CHECKS = `${PROJECT}/global/healthChecks`;

/** What the findings of an exploration say. */
async function messagesOf(program: Program, options: ExploreOptions): Promise<readonly string[]> {
  const budget = { runs: 60 };
  const error: unknown = await explore(program, { hosts: 'left', budget, ...options }).catch(
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ExplorationError)) return error instanceof Error ? [error.message] : [];
  return error.exploration.findings.map(({ invariant, message }) => `${invariant}: ${message}`);
}

const insertCheck: Program = async ({ fetch }) =>
  waitWell(fetch, await send(fetch, 'POST', CHECKS, { name: 'h', type: 'TCP' }));

/** Made so that it can be run again. */
const ensureCheck: Program = (context) =>
  Promise.resolve(insertCheck(context)).catch((error: unknown) => {
    if (!(error instanceof CallError && error.code === 409)) throw error;
  });

test('honestSuccess: what is swallowed shows in the state', async () => {
  const careless: Program = (context) => Promise.resolve(insertCheck(context)).catch(() => undefined);
  expect(await messagesOf(careless, { invariant: honestSuccess(), faults: ['reset'] })).toEqual([
    'honestSuccess: The program ended well, and not everything is as it should be: missing: projects/p/global/healthChecks/h.',
  ]);
  expect(await messagesOf(insertCheck, { invariant: honestSuccess() })).toEqual([]);
});

test('honestSuccess: fields count, and what the service draws does not', async () => {
  const program: Program = async ({ fetch }) => {
    await waitWell(fetch, await again(() => send(fetch, 'POST', CHECKS, { name: 'h', type: 'TCP' })));
    await send(fetch, 'PATCH', `${CHECKS}/h`, { checkIntervalSec: 9 }).catch(() => undefined);
  };
  const messages = await messagesOf(program, {
    invariant: honestSuccess(),
    faults: ['reset', 'staleRead'],
    crashes: false,
  });
  expect(messages).toEqual([
    'honestSuccess: The program ended well, and not everything is as it should be: other than without a fault: projects/p/global/healthChecks/h.',
  ]);
});

test('converges: what can only be run once is found', async () => {
  const [first] = await messagesOf(insertCheck, { invariant: converges() });
  expect(first).toBe(
    "converges: Run again, without a fault, the program fails: The resource 'projects/p/global/healthChecks/h' already exists.",
  );
});

test('converges: a program that can be run again converges', async () => {
  expect(await messagesOf(ensureCheck, { invariant: function none() {} })).toEqual([]);
  expect(await messagesOf(ensureCheck, { invariant: converges(), faults: ['operationFails', 'answerLost'] })).toEqual(
    [],
  );
});

test('noLeaks: what may be left is named, and the next run may take it up', async () => {
  const faults = ['refused'] as const;
  const [first] = await messagesOf(naiveMachine, { invariant: noLeaks(), faults, crashes: false });
  expect(first).toBe('noLeaks: Left behind: projects/p/zones/us-central1-a/disks/d1.');
  const disks = noLeaks({ wanted: ['projects/*/zones/*/disks/d*'] });
  expect(await messagesOf(naiveMachine, { invariant: disks, faults, crashes: false })).toEqual([
    'noLeaks: Left behind: projects/p/zones/us-central1-a/instances/i1.',
  ]);
  const wanted = ['projects/p/zones/**'];
  expect(await messagesOf(naiveMachine, { invariant: noLeaks({ wanted }), faults, crashes: false })).toEqual([]);
  const judged = 'afterRunAgain';
  expect(await messagesOf(ensureCheck, { invariant: noLeaks({ judged }), faults })).toEqual([]);
  expect(() => noLeaks({ judged: 'never' as 'atOnce' })).toThrow("judged must be 'atOnce' or 'afterRunAgain'");
  expect(() => noLeaks({ want: [] } as object)).toThrow("no field 'want'");
});

test('nothingForeignTouched: what the program takes for its own and is not', async () => {
  const simulator = createSimulator();
  for (const name of ['mine', 'theirs']) {
    await wait(simulator.fetch, await send(simulator.fetch, 'POST', CHECKS, { name, type: 'TCP' }));
  }
  // Where it cannot read the one, it takes the other.
  const program: Program = async ({ fetch }) => {
    const name = await send(fetch, 'GET', `${CHECKS}/mine`).then(
      () => 'mine',
      () => 'theirs',
    );
    await wait(fetch, await send(fetch, 'DELETE', `${CHECKS}/${name}`));
  };
  const touched =
    "nothingForeignTouched: Changed what is not the program's own: projects/p/global/healthChecks/theirs (call 2, healthChecks.delete).";
  const options: ExploreOptions = { simulator, faults: ['unavailable'], crashes: false };
  expect(await messagesOf(program, { ...options, invariant: nothingForeignTouched() })).toEqual([touched]);
  const own = nothingForeignTouched({ own: ['projects/*/global/healthChecks/mine'] });
  expect(await messagesOf(program, { ...options, invariant: own })).toEqual([touched]);
  const all = nothingForeignTouched({ own: ['projects/p/**'] });
  expect(await messagesOf(program, { ...options, invariant: all })).toEqual([]);
  // What is reset on its way there touches nothing; what is lost on its way back did.
  const first = { call: 1, method: 'healthChecks.get', kind: 'unavailable' };
  const then = (kind: 'answerLost' | 'reset'): ExploreOptions => ({
    simulator,
    invariant: own,
    only: [first, { call: 2, method: 'healthChecks.delete', kind }],
  });
  expect(await messagesOf(program, then('reset'))).toEqual([]);
  expect(await messagesOf(program, then('answerLost'))).toEqual([touched]);
});

test('noWriteWithoutFingerprint: as the lint of calls has it', async () => {
  const simulator = createSimulator();
  const url = `${PROJECT}/global/backendServices`;
  await wait(simulator.fetch, await send(simulator.fetch, 'POST', url, { name: 'b' }));
  const patch =
    (isCareful: boolean): Program =>
    async ({ fetch }) => {
      const { fingerprint } = await send(fetch, 'GET', `${url}/b`);
      await wait(
        fetch,
        await send(fetch, 'PATCH', `${url}/b`, { timeoutSec: 9, ...(isCareful ? { fingerprint } : {}) }),
      );
    };
  const options: ExploreOptions = { simulator, invariant: noWriteWithoutFingerprint(), faults: ['reset'] };
  expect(await messagesOf(patch(true), options)).toEqual([]);
  expect(await messagesOf(patch(false), options)).toEqual([
    expect.stringContaining('noWriteWithoutFingerprint: compute.backendServices.patch of'.replace('compute.', '')),
  ]);
});

test('boundedCalls: those that are too many, and those that are cut off', async () => {
  const invariant = boundedCalls(20);
  expect(await messagesOf(insertCheck, { invariant, faults: ['reset', 'answerLost'] })).toEqual([]);
  const [first] = await messagesOf(naiveMachine, { invariant, faults: ['operationNeverEnds'], crashes: false });
  expect(first).toBe('boundedCalls: The program made 112 calls, and 20 are the most.');
  const few = { invariant, faults: ['operationNeverEnds'] as const, crashes: false, budget: { runs: 9, calls: 10 } };
  const [second] = await messagesOf(naiveMachine, few);
  expect(second).toBe('boundedCalls: The program made more than 10 calls and was cut off.');
  expect(() => boundedCalls(0)).toThrow('boundedCalls must be a whole number from 1');
});

test('ends: a program that gives up in time ends', async () => {
  expect(await messagesOf(insertCheck, { invariant: ends() })).toEqual([]);
});
