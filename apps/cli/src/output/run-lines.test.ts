import { StepError } from '@gcepool/core';
import type { LoopEvent, PoolStep } from '@gcepool/core';
import { expect, test } from 'vitest';
import { runLines } from './run-lines.ts';
import { plainStyle } from './style.ts';

const step: PoolStep = {
  collection: 'healthChecks',
  verb: 'delete',
  name: 'k8s-be-80',
  resource: 'global/healthChecks/k8s-be-80',
  reason: 'nodePort 80 is no longer desired',
  ports: [80],
  needs: [],
  before: {},
};
const outcomes = [
  { step, outcome: 'done' as const },
  { step, outcome: 'failed' as const, error: new StepError(step, new Error('no')) },
];
const time = new Date('2026-11-27T10:00:00Z');
const record = { outcomes, notices: [] };
const linesOf = (
  event: LoopEvent,
  output: 'text' | 'json' = 'text',
  logLevel: 'error' | 'info' | 'debug' = 'info',
): string[] =>
  runLines({ event, record, remarks: [], apiCalls: 7, explain: String, time }, { output, logLevel }, plainStyle).map(
    (line) => {
      // Every line says when.
      expect(line).toMatch(output === 'json' ? /^\{"time":"2026-11-27T10:00:00.000Z",/ : /^2026-11-27T10:00:00.000Z /);
      return line.replace(/^2026\S+ /, '');
    },
  );

test.each<[LoopEvent, string]>([
  [{ type: 'runStarted', reasons: ['a.yaml changed', 'a.yaml changed'] }, 'a.yaml changed'],
  [{ type: 'runFinished', tookMs: 9 }, '1 of 2 changes made, 1 failed (7 API calls, 9 ms)'],
  [{ type: 'runFailed', error: 'quota', failures: 2, pauseMs: 1_500 }, 'failed, 2 in a row, again in 2 s: quota'],
  [{ type: 'runCutShort', error: 'stop' }, 'cut short: 1 of 2 changes made, 1 failed; the next run carries on'],
  [{ type: 'stoodBy' }, 'standing by: another process does the work'],
  [{ type: 'stopped' }, 'stopped'],
])('%j', (event, last) => {
  expect(linesOf(event).at(-1)).toBe(last);
  const [line = '', ...others] = linesOf(event, 'json');
  expect(others).toEqual([]);
  expect(JSON.parse(line)).toMatchObject({ event: event.type });
});

test('what was done and what was not comes before the sum', () => {
  expect(linesOf({ type: 'runFinished', tookMs: 9 })).toEqual([
    '  done    delete  healthChecks/k8s-be-80  nodePort 80 is no longer desired',
    '  failed  delete  healthChecks/k8s-be-80  delete global/healthChecks/k8s-be-80 failed: no',
    '1 of 2 changes made, 1 failed (7 API calls, 9 ms)',
  ]);
});

test('at the level of errors, failures alone are told of', () => {
  expect(linesOf({ type: 'runFinished', tookMs: 9 }, 'text', 'error')).toEqual([]);
  expect(linesOf({ type: 'stopped' }, 'json', 'error')).toEqual([]);
  expect(linesOf({ type: 'runFailed', error: 'quota', failures: 2, pauseMs: 1 }, 'text', 'error')).toHaveLength(3);
});
