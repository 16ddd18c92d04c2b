import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { RunMetrics } from './run-metrics.ts';

const state = { cluster: undefined, isLeader: false, health: [] };

test('names are as Prometheus wants them, and each says what it is', async () => {
  const { text } = await new RunMetrics(() => 0).page(state);
  expect(text).not.toMatch(/^# TYPE \S+_total gauge$/m);
  const own = [...text.matchAll(/^# TYPE (gcepool_\S+) (\S+)$/gm)].map(([, name = '', type = '']) => ({ name, type }));
  expect(own.length).toBeGreaterThan(10);
  for (const { name, type } of own) {
    expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
    expect({ name, isCounter: type === 'counter' }).toEqual({ name, isCounter: name.endsWith('_total') });
    expect(text).toMatch(new RegExp(`^# HELP ${name} [A-Z].*\\.$`, 'm'));
  }
});

test('changes wait until a run begins, which takes its time', async () => {
  let time = 5_000;
  const metrics = new RunMetrics(() => time);
  metrics.onChange();
  metrics.onChange();
  expect((await metrics.page(state)).text).toContain('gcepool_changes_waiting 2\n');
  metrics.onLoopEvent({ type: 'runStarted', reasons: [] });
  time = 8_000;
  metrics.onLoopEvent({ type: 'runFinished', tookMs: 3_000 });
  const { text } = await metrics.page({
    ...state,
    isLeader: true,
    health: [
      { healthy: 1, total: 3 },
      { healthy: 2, total: 2 },
    ],
  });
  for (const line of [
    'gcepool_changes_waiting 0',
    'gcepool_run_duration_seconds_sum 3',
    'gcepool_last_success_timestamp_seconds 8',
    'gcepool_leader 1',
    'gcepool_endpoints 5',
    'gcepool_endpoints_healthy 3',
  ])
    expect(text.split('\n')).toContain(line);
});

test('who leads no more tells nothing of what it found when it did', async () => {
  const metrics = new RunMetrics(() => 0);
  const found = {
    cluster: { ports: [], refused: [{ where: 'w', problem: 'p' }], nodes: [] },
    health: [{ healthy: 2, total: 2 }],
  };
  expect((await metrics.page({ ...found, isLeader: true })).text).toContain('gcepool_refused_items 1\n');
  const { text } = await metrics.page({ ...found, isLeader: false });
  for (const line of ['gcepool_refused_items 0', 'gcepool_endpoints 0', 'gcepool_endpoints_healthy 0'])
    expect(text.split('\n')).toContain(line);
});

test.each([
  ['alerts.yaml', (text: string): unknown => parse(text)],
  ['dashboard.json', (text: string): unknown => JSON.parse(text)],
])('%s asks for nothing that there is not', async (file, read) => {
  const path = fileURLToPath(new URL(`../../../../deploy/monitoring/${file}`, import.meta.url));
  const asked = new Set(JSON.stringify(read(await readFile(path, 'utf8'))).match(/\bgcepool_[a-z_]+/g));
  expect(asked.size).toBeGreaterThan(4);
  const { text } = await new RunMetrics(() => 0).page(state);
  const names = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name));
  expect([...asked].filter((name) => !names.has(name.replace(/_(?:bucket|sum|count)$/, '')))).toEqual([]);
});
