import { StepError } from '@gcepool/core';
import type { PoolEvent, PoolStep } from '@gcepool/core';
import { expect, test } from 'vitest';
import { progressAfter, progressLine, withProgress } from './progress.ts';

const step: PoolStep = {
  collection: 'healthChecks',
  verb: 'delete',
  name: 'k8s-be-80',
  resource: 'global/healthChecks/k8s-be-80',
  reason: 'no longer desired',
  ports: [80],
  needs: [],
  before: {},
};
const planned: PoolEvent = { type: 'planned', plan: { waves: [Array.from({ length: 8 }, () => step)], notices: [] } };
const started: PoolEvent = { type: 'stepStarted', step };
const done: PoolEvent = { type: 'stepFinished', outcome: { step, outcome: 'done' } };
const failed: PoolEvent = {
  type: 'stepFinished',
  outcome: { step, outcome: 'failed', error: new StepError(step, new Error('no')) },
};
const retried: PoolEvent = {
  type: 'callRetried',
  method: 'deleteHealthCheck',
  attempt: 1,
  pauseMs: 1_500,
  error: new Error('busy'),
};

const lineAfter = (events: readonly PoolEvent[], columns = 100): string =>
  progressLine(events.reduce(progressAfter, { total: 0, finished: 0, failed: 0, current: '', trouble: '' }), columns);

test('says how many steps are done, how many failed, and what is being done', () => {
  expect(lineAfter([planned, started, done, started, failed, started])).toBe(
    '█████░░░░░░░░░░░░░░░ 2/8, 1 failed: delete global/healthChecks/k8s-be-80',
  );
});

test('says why it does not go on', () => {
  expect(lineAfter([planned, started, retried])).toContain(' 0/8: deleteHealthCheck failed, again in 2 s');
  expect(lineAfter([planned, started, retried, done])).not.toContain('failed');
});

test('a line never wraps', () => {
  expect(lineAfter([planned, started], 30)).toBe('░░░░░░░░░░░░░░░░░░░░ 0/8: de…');
});

test('is shown for long work alone, and goes when that ends, also badly', async () => {
  const shown: string[] = [];
  const progress = { columns: () => 80, show: (line: string) => shown.push(line), clear: () => shown.push('cleared') };
  const short: PoolEvent = { type: 'planned', plan: { waves: [[step]], notices: [] } };
  await withProgress({ progress }, async (onEvent) => onEvent(short));
  expect(shown).toEqual(['cleared']);
  const work = withProgress({ progress }, async (onEvent) => {
    onEvent(planned);
    throw new Error('no');
  });
  await expect(work).rejects.toThrow('no');
  expect(shown.at(-2)).toMatch(/0\/8/);
  expect(shown.at(-1)).toBe('cleared');
});

test('without a terminal nothing is shown', async () => {
  await expect(withProgress({}, async (onEvent) => onEvent(planned))).resolves.toBeUndefined();
});
