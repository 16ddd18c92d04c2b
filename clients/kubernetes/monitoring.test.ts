import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { deployTool, inDeploy } from './harness/deploy-tool.ts';
import { testPlane } from './harness/test-plane.ts';

const promtool = deployTool('promtool');
const begin = testPlane();

/** A file that is there until the test has ended. */
async function fileOf(content: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gcepool-monitoring-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'file'), content);
  return join(folder, 'file');
}

test.skipIf(promtool === undefined)('alerts are rules of Prometheus, and fire when they are to', async () => {
  expect(await promtool?.(['check', 'rules', '--lint=all', '--lint-fatal', 'monitoring/alerts.yaml'])).toMatchObject({
    isGood: true,
  });
  expect(await promtool?.(['test', 'rules', 'monitoring/alerts.test.yaml'])).toMatchObject({ isGood: true });
});

/** What the dashboard asks Prometheus for. */
async function asked(): Promise<readonly string[]> {
  const dashboard = await readFile(inDeploy('monitoring/dashboard.json'), 'utf8');
  // JSON knows the text between its quotes.
  return [...dashboard.matchAll(/"expr": ("(?:[^"\\]|\\.)*")/g)].map(([, expr = '']) => JSON.parse(expr) as string);
}

test.skipIf(promtool === undefined)('Prometheus understands what the dashboard asks for', async () => {
  const exprs = await asked();
  expect(exprs.length).toBeGreaterThan(10);
  const rules = exprs.map((expr, index) => ({ record: `dashboard:panel:${index}`, expr }));
  const file = await fileOf(JSON.stringify({ groups: [{ name: 'dashboard', rules }] }));
  expect(await promtool?.(['check', 'rules', '--lint=none', file])).toMatchObject({ isGood: true });
  const broken = await fileOf(JSON.stringify({ groups: [{ name: 'broken', rules: [{ record: 'a', expr: 'sum(' }] }] }));
  expect(await promtool?.(['check', 'rules', '--lint=none', broken])).toMatchObject({ isGood: false });
});

test('a controller that leads tells what alerts and dashboard ask for, as Prometheus wants it', async () => {
  const world = await begin();
  const { cloud } = world;
  await world.addNode('n1');
  await world.addService(30_001);
  const { replica } = await world.replica('a', { flags: ['--interval', '1', '--health-port', '0'] });
  await cloud.until(() => cloud.servedBy(30_001).join() === 'n1');
  await replica.said('runFinished', replica.now);
  await replica.said('runFinished', replica.now);
  const [, address = ''] = /health on (\S+)\/healthz/.exec(replica.remarks.join('\n')) ?? [];
  const answer = await fetch(`${address}/metrics`);
  expect(answer.headers.get('content-type')).toContain('version=0.0.4');
  const page = await answer.text();
  const valueOf = (series: string): number =>
    Number(
      page
        .split('\n')
        .find((line) => line.startsWith(`${series} `))
        ?.slice(series.length),
    );
  expect({
    leader: valueOf('gcepool_leader'),
    ports: valueOf('gcepool_ports'),
    nodes: valueOf('gcepool_nodes'),
    endpoints: valueOf('gcepool_endpoints'),
    healthy: valueOf('gcepool_endpoints_healthy'),
    refused: valueOf('gcepool_refused_items'),
    inserted: valueOf('gcepool_compute_requests_total{method="backendServices.insert",code="200"}'),
  }).toEqual({ leader: 1, ports: 1, nodes: 1, endpoints: 1, healthy: 1, refused: 0, inserted: 1 });
  expect(valueOf('gcepool_runs_total{result="success"}')).toBeGreaterThanOrEqual(2);
  expect(Math.abs(valueOf('gcepool_last_success_timestamp_seconds') - Date.now() / 1_000)).toBeLessThan(60);

  const names = new Set([...page.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name));
  const alerts = await readFile(inDeploy('monitoring/alerts.yaml'), 'utf8');
  const wanted = new Set(
    [...(await asked()), alerts].flatMap((text) => text.match(/\b(?:gcepool|process|nodejs)_[a-z_]+/g) ?? []),
  );
  expect([...wanted].filter((name) => !names.has(name.replace(/_(?:bucket|sum|count)$/, '')))).toEqual([]);
  if (promtool === undefined) return;
  const { isGood, stdout, stderr } = await promtool(['check', 'metrics'], page);
  expect({ isGood, said: stdout + stderr }).toEqual({ isGood: true, said: '' });
});
