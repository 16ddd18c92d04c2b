import type { LoopEvent, Outcome, PoolEvent } from '@gcepool/core';
import { StepError } from '@gcepool/core';
import { expect, test } from 'vitest';
import { loopDocument, runDocument } from './loop-document.ts';
import type { LoopNow } from './loop-document.ts';
import { LoopRecord } from './loop-record.ts';

const step = (nodePort: number) =>
  ({
    collection: 'backendServices',
    verb: 'setSecurityPolicy',
    name: `k8s-be-${nodePort}`,
    resource: `global/backendServices/k8s-be-${nodePort}`,
    reason: 'because',
    ports: [nodePort],
    needs: [],
    securityPolicy: 'guard',
  }) as const;

const done = (nodePort: number): Outcome => ({ step: step(nodePort), outcome: 'done' });
const failed = (nodePort: number): Outcome => ({
  step: step(nodePort),
  outcome: 'failed',
  error: new StepError(step(nodePort), new Error('quota')),
});

function lab() {
  let time = 1_000;
  let changes = 0;
  const record = new LoopRecord(
    () => time,
    () => (changes += 1),
  );
  const tell = (event: LoopEvent, outcomes: readonly Outcome[] = []): void =>
    record.onLoopEvent(event, { record: { outcomes: [...outcomes], notices: [] }, apiCalls: 3, explain: String });
  const planned = (refused: readonly { nodePort: number; message: string }[] = []): PoolEvent => ({
    type: 'planned',
    plan: { waves: [], notices: [], refused },
  });
  return {
    record,
    planned,
    begin: (...reasons: string[]) => tell({ type: 'runStarted', reasons }),
    succeed: (outcomes: readonly Outcome[] = []) => tell({ type: 'runFinished', tookMs: 5 }, outcomes),
    fail: (outcomes: readonly Outcome[] = []) =>
      tell({ type: 'runFailed', error: 'it broke', failures: 1, pauseMs: 1 }, outcomes),
    pass: (ms: number) => (time += ms),
    changes: () => changes,
  };
}

const now = (record: LoopRecord, more: Partial<LoopNow> = {}): LoopNow => ({
  loop: { health: { state: 'waiting', runs: record.runs.length, failures: 0 }, nextRunAt: 9_000 },
  now: 2_000,
  isLeader: true,
  cluster: {
    ports: [1, 2].map((nodePort) => ({ nodePort, service: 'a/b', servicePort: 'http' })),
    refused: [],
    remarks: [],
  },
  health: new Map([[1, { healthy: 2, total: 3 }]]),
  runs: record.runs,
  ...more,
});
const FACTS = { command: 'run', cluster: 'uid1', cloud: 'a cloud', occasions: ['every 60 s'] };

test('a run is told from its beginning to its end, with what it did and found', () => {
  const { record, begin, succeed, pass, planned, changes } = lab();
  begin('a.yaml changed', 'a.yaml changed');
  expect(loopDocument(FACTS, now(record)).runs).toEqual([
    expect.objectContaining({ number: 1, result: 'running', reasons: ['a.yaml changed'], startedAt: 1_000 }),
  ]);
  record.onPoolEvent(planned());
  record.onPoolEvent({ type: 'driftFound', step: step(1) });
  const before = changes();
  pass(40);
  succeed([done(1)]);
  expect(changes()).toBeGreaterThan(before);
  expect(loopDocument(FACTS, now(record)).runs).toEqual([
    expect.objectContaining({ result: 'succeeded', tookMs: 40, sum: '1 of 1 changes made', drifts: 1, apiCalls: 3 }),
  ]);
  const [run] = record.runs;
  expect(run && runDocument(run)).toMatchObject({
    drift: [{ resource: 'global/backendServices/k8s-be-1', reason: 'because' }],
    steps: [{ outcome: 'done', verb: 'setSecurityPolicy', fields: [{ field: 'securityPolicy', after: 'guard' }] }],
  });
});

test('what failed is said of its ports, and the others are as desired', () => {
  const { record, begin, fail, planned } = lab();
  begin();
  record.onPoolEvent(planned());
  fail([failed(2)]);
  const { ports, problems } = loopDocument(FACTS, now(record));
  expect(ports).toEqual([
    { nodePort: 1, label: 'a/b:http', state: 'as desired', health: { healthy: 2, total: 3 } },
    { nodePort: 2, label: 'a/b:http', state: 'not as desired', why: expect.stringContaining('quota') },
  ]);
  expect(problems).toEqual(['it broke']);
});

test('a port that the plan refuses is not as desired, and a run that came to no plan says nothing of any', () => {
  const { record, begin, fail, succeed, planned } = lab();
  begin();
  expect(loopDocument(FACTS, now(record)).ports.map(({ state }) => state)).toEqual(['unknown', 'unknown']);
  fail();
  expect(loopDocument(FACTS, now(record)).ports.map(({ state }) => state)).toEqual(['unknown', 'unknown']);
  begin();
  record.onPoolEvent(planned([{ nodePort: 1, message: 'of another cluster' }]));
  succeed();
  expect(loopDocument(FACTS, now(record)).ports).toMatchObject([
    { state: 'not as desired', why: 'of another cluster' },
    { state: 'as desired' },
  ]);
});

test('it keeps so many runs and no more, and those in which nothing happened go first', () => {
  const { record, begin, succeed, fail } = lab();
  begin();
  succeed([done(1)]);
  for (let run = 0; run < 300; run++) {
    begin();
    succeed();
  }
  expect(record.runs).toHaveLength(100);
  expect(record.runs.map(({ number }) => number).toSpliced(1, 98)).toEqual([301, 1]);
  for (let run = 0; run < 300; run++) {
    begin();
    fail();
  }
  expect(record.runs.map(({ number }) => number)).toEqual(Array.from({ length: 100 }, (_, index) => 601 - index));
});

test('of a run with many steps those that failed are kept before others, and the rest is counted', () => {
  const { record, begin, fail } = lab();
  begin();
  fail([...Array.from({ length: 500 }, (_, port) => done(port)), failed(501)]);
  const [run] = record.runs;
  expect(run?.outcomes).toHaveLength(200);
  expect(run?.outcomes[0]).toMatchObject({ outcome: 'failed' });
  expect(run && runDocument(run)).toMatchObject({ otherSteps: 301, sum: '500 of 501 changes made, 1 failed' });
});
