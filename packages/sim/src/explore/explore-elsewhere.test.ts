import { expect, onTestFinished, test, vi } from 'vitest';
import type { ApiResponse } from '../api/response.ts';
import { listen } from '../transports/node.ts';
import { exploreElsewhere } from './explore-elsewhere.ts';
import type { ElsewhereOptions } from './explore-elsewhere.ts';
import type { StartContext, StartProgram } from './perform-elsewhere.ts';
import type { Invariant } from './run.ts';

const CHECKS = '/compute/v1/projects/p/global/healthChecks';

type Send = (method: string, path: string, body?: object) => Promise<ApiResponse>;

/** A program as a process would be: it calls one by one, and does nothing more once it is killed. */
const processOf =
  (code: (send: Send, context: StartContext) => Promise<void>): StartProgram =>
  (context) => {
    const { gce, killed } = context;
    const dead = new Promise<never>((_, reject) => {
      killed.addEventListener('abort', () => reject(new Error('SIGKILL')), { once: true });
    });
    const send: Send = async (method, path, body) => {
      const answer = await Promise.race([gce.handle({ method, url: CHECKS + path, body }), dead]);
      return killed.aborted ? dead : answer;
    };
    return code(send, context);
  };

/** Makes what is not there, as it is written first. */
const ensure = processOf(async (send) => {
  if ((await send('GET', '/h')).status === 200) return;
  const { status } = await send('POST', '', { name: 'h', type: 'TCP' });
  if (status !== 200) throw new Error(`it was refused with ${status}`);
});

const everyoneEndsWell: Invariant = (_, { ends }) => {
  if (ends.some(({ kind }) => kind !== 'returned')) throw new Error('One has not ended well.');
};

const alone: ElsewhereOptions = { faults: [], crashes: false, invariant: everyoneEndsWell };

test('two instances are interleaved call by call: a call is held until the other has had its turn', async () => {
  const { findings, covered } = await exploreElsewhere(ensure, { ...alone, instances: 2 });
  expect(covered.interleavings).toEqual({ run: 6, of: 6 });
  expect(findings.map(({ schedule }) => schedule.map(({ call, kind }) => [call, kind]))).toEqual([[[2, 'switch']]]);
  expect(findings[0]?.story).toEqual([
    'Call 1 was answered as without a fault.',
    "Then it was the other instance's turn.",
    'Call 2, B: healthChecks.get of healthChecks/h: refused with 404 notFound.',
    'Call 3, B: healthChecks.insert of healthChecks/h: answered, the operation is RUNNING.',
    'Call 4, A: healthChecks.insert of healthChecks/h: refused with 409 alreadyExists.',
    'Instance A ended with the error: it was refused with 409.',
    'Instance B ended well.',
    'everyoneEndsWell: One has not ended well.',
  ]);
});

test('each time in the same way, and again by its schedule alone', async () => {
  const options = { ...alone, instances: 2 } as const;
  const first = await exploreElsewhere(ensure, options);
  expect(await exploreElsewhere(ensure, options)).toEqual(first);
  const [finding] = first.findings;
  const again = await exploreElsewhere(ensure, { ...alone, only: finding?.schedule ?? [] });
  expect(again.findings.map(({ story }) => story)).toEqual([finding?.story]);
});

test('an instance that waits for what only the other does lets it go on', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  let [seconds, hasOtherCalled, isThereOther] = [0, false, false];
  const mustWait = (): boolean => isThereOther && !hasOtherCalled;
  const start = processOf(async (send, { instance }) => {
    isThereOther ||= instance === 'B';
    await send('GET', '');
    hasOtherCalled ||= instance === 'B';
    for (; mustWait(); seconds++) await vi.advanceTimersByTimeAsync(1000);
    await send('GET', '');
    await send('GET', '');
  });
  const only = [{ call: 3, method: 'healthChecks.list', kind: 'switch' }];
  expect((await exploreElsewhere(start, { ...alone, only, mostSeconds: 40 })).findings).toEqual([]);
  expect(seconds).toBe(20);
});

test('one instance of two may crash, and is started anew while the other goes on', async () => {
  const only = [
    { call: 2, method: 'healthChecks.insert', kind: 'crash' },
    { call: 3, method: 'healthChecks.insert', kind: 'switch' },
  ];
  const seen: string[] = [];
  const start: StartProgram = (context) => {
    seen.push(`${context.instance}${context.start}`);
    return ensure(context);
  };
  const { findings } = await exploreElsewhere(start, { ...alone, only });
  expect(findings[0]?.story.filter((line) => !line.startsWith('Call'))).toEqual([
    'Before call 2, healthChecks.insert, instance A was killed, and was started anew.',
    "Then it was the other instance's turn.",
    'Instance A ended with the error: it was refused with 409.',
    'Instance B ended well.',
    'everyoneEndsWell: One has not ended well.',
  ]);
  expect(seen).toEqual(['A1', 'A1', 'A1', 'B1', 'A2']);
});

test('a slow answer takes as long as is said, and what it is about is done', async () => {
  const delays: unknown[] = [];
  const start = processOf(async (send) => {
    const { delivery } = await send('POST', '', { name: 'h', type: 'TCP' });
    delays.push(delivery);
  });
  const options: ElsewhereOptions = { slowSeconds: 7, faults: ['slow'], crashes: false };
  const { covered, findings } = await exploreElsewhere(start, options);
  expect([covered.faults, findings]).toEqual([{ run: 1, of: 1 }, []]);
  expect(delays).toEqual([undefined, undefined, { delayMs: 7000 }]);
  const { findings: told } = await exploreElsewhere(start, {
    ...options,
    invariant: (_, { schedule }) => {
      if (schedule.length > 0) throw new Error('told');
    },
  });
  expect(told[0]?.story[0]).toBe('Call 1, healthChecks.insert of healthChecks/h: the answer took 7 s.');
});

test('without slowSeconds nothing is slow', async () => {
  const kinds = new Set<string>();
  const invariant: Invariant = (_, { schedule }) => {
    for (const { kind } of schedule) kinds.add(kind);
  };
  await exploreElsewhere(ensure, { invariant, budget: { runs: 30 } });
  expect([kinds.has('staleRead'), kinds.has('slow')]).toEqual([true, false]);
  await exploreElsewhere(ensure, { invariant, slowSeconds: 1, budget: { runs: 30 } });
  expect(kinds.has('slow')).toBe(true);
});

test('what is held is held of whoever asks a server', async () => {
  const start: StartProgram = async ({ gce, instance }) => {
    const server = await listen(gce);
    try {
      const { status } = await fetch(`${server.url}${CHECKS}/h`);
      if (status === 200) return;
      const body = JSON.stringify({ name: 'h', type: 'TCP', description: instance });
      const made = await fetch(server.url + CHECKS, { method: 'POST', body });
      if (made.status !== 200) throw new Error(`it was refused with ${made.status}`);
    } finally {
      await server.close();
    }
  };
  const { findings } = await exploreElsewhere(start, { ...alone, instances: 2 });
  expect(findings[0]?.story).toContain('Instance A ended with the error: it was refused with 409.');
});

test.each<[string, ElsewhereOptions, RegExp]>([
  ['slow without a time', { faults: ['slow'] }, /slow needs slowSeconds/],
  ['a time for what is not tried', { faults: ['reset'], slowSeconds: 2 }, /faults does not name slow/],
  ['answers that take longer than a run', { slowSeconds: 60 }, /slowSeconds must be a whole number from 1 to 59/],
  ['three instances', { instances: 3 as never }, /instances must be 1 or 2/],
])('what makes no sense is refused: %s', async (_, options, message) => {
  await expect(exploreElsewhere(ensure, options)).rejects.toThrow(message);
});
