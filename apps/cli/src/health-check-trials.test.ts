import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { simulatedProject } from './cloud/choose-cloud.ts';
import { readStateFile, writeStateFile } from './cloud/state-file.ts';
import { ranCommand } from './ran-command.test-support.ts';
import type { Ran } from './ran-command.test-support.ts';

const ZONE = 'us-central1-a';
const NODES = ['n1', 'n2', 'n3'];
const CHECK = 'healthChecks/k8s-be-30080--shop';
let folder: string;

/** Writes a service whose health check asks on a port of its own. @returns the flags that name it */
async function checkedOn(port: number): Promise<readonly string[]> {
  const annotations = { 'cloud.google.com/backend-config': '{"default":"checks"}' };
  const items = [
    {
      kind: 'Service',
      metadata: { namespace: 'shop', name: 'web', annotations },
      spec: { type: 'NodePort', ports: [{ name: 'http', port: 80, nodePort: 30_080 }] },
    },
    {
      apiVersion: 'cloud.google.com/v1',
      kind: 'BackendConfig',
      metadata: { namespace: 'shop', name: 'checks' },
      spec: { healthCheck: { port } },
    },
  ];
  const path = join(folder, 'services.json');
  await writeFile(path, JSON.stringify({ kind: 'List', items }));
  return ['--from', path, '--nodes', join(folder, 'nodes.json')];
}

/** Runs a command on the simulator that a file keeps: its time passes as fast as it is asked to. */
const run = (...argv: readonly string[]): Promise<Ran> =>
  ranCommand([...argv, '--state', join(folder, 'state.json'), '--cluster', 'shop']);

/** From now on these nodes do not answer on this port. */
async function deafen(port: number, ...names: readonly string[]): Promise<void> {
  const path = join(folder, 'state.json');
  const simulator = await readStateFile(path);
  for (const name of names) {
    const instance = `projects/${simulatedProject}/zones/${ZONE}/instances/${name}`;
    simulator.health.set({ instance, port, behaviour: 'down' });
  }
  await writeStateFile(path, simulator);
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gcepool-trials-'));
  const items = NODES.map((name) => ({
    kind: 'Node',
    metadata: { name },
    spec: { providerID: `gce://${simulatedProject}/${ZONE}/${name}` },
    status: { conditions: [{ type: 'Ready', status: 'True' }] },
  }));
  await writeFile(join(folder, 'nodes.json'), JSON.stringify({ kind: 'List', items }));
  await run('reconcile', ...(await checkedOn(30_080)));
  await deafen(9_000, 'n2', 'n3');
});
afterEach(() => rm(folder, { recursive: true }));

const askedOn = async (): Promise<unknown> => {
  const simulator = await readStateFile(join(folder, 'state.json'));
  const url = `/compute/v1/projects/${simulatedProject}/global/${CHECK}`;
  return simulator.handle({ method: 'GET', url }).body?.['httpHealthCheck'];
};

test.each(['sync', 'reconcile'])('%s puts back a health check that nodes fail, and says who', async (command) => {
  const changed = await checkedOn(9_000);
  const { code, out, remarks } = await run(command, ...changed);
  expect(code).toBe(1);
  expect(remarks).toContainEqual(
    expect.stringMatching(
      /^watch healthChecks\/k8s-be-30080--shop: it is changed: it is put back if .* takes up to 720 s to see \(not with --healthy-within none\)$/,
    ),
  );
  expect(out).toMatch(
    /failed +watch +healthChecks\/k8s-be-30080--shop .* was put back as it was: 2 of 3 healthy endpoints did not pass it \(n2 and n3\); all are healthy again/,
  );
  expect(out).toContain('0 of 1 changes made, 1 failed');
  expect(remarks.at(-1)).toMatch(`${command}: 1 failed and 0 skipped of 1 changes; 0 are made`);
  expect(await askedOn()).toMatchObject({ port: 30_080 });

  const again = await run(command, ...changed, '--output', 'json');
  expect(again.code).toBe(1);
  expect(JSON.parse(again.out)).toMatchObject({
    steps: [],
    problems: [
      expect.stringMatching(
        /^nodePort 30080: global\/healthChecks\/k8s-be-30080--shop stays as it is: .*\(n2 and n3\); once they do, .*--retry-health-checks\) tries it again$/,
      ),
    ],
  });
});

test('what a process left on trial that does not come back is told by status, and ended by the next sync', async () => {
  await run('reconcile', ...(await checkedOn(9_000)));
  const path = join(folder, 'state.json');
  const simulator = await readStateFile(path);
  // As it was while it was on trial.
  const url = `/compute/v1/projects/${simulatedProject}/global/${CHECK}`;
  const since = '2026-01-02T03:04:05.000Z';
  const former = { type: 'HTTP', httpHealthCheck: { port: 30_080, requestPath: '/' } };
  const mark = { 'gcepool/cluster': 'shop', 'gcepool/version': '1', 'gcepool/trial': { since, healthy: 3, former } };
  const body = { description: JSON.stringify(mark), httpHealthCheck: { port: 9_000 } };
  expect(simulator.handle({ method: 'PATCH', url, body }).status).toBe(200);
  simulator.clock.advance(60_000);
  await writeStateFile(path, simulator);

  const told = `30080: healthChecks/k8s-be-30080--shop was changed at ${since} and is on trial; the next sync, reconcile or run watches it`;
  expect((await run('status')).out).toContain(told);
  expect(JSON.parse((await run('status', '30080', '--output', 'json')).out)).toMatchObject({
    changedChecks: [{ nodePort: 30_080, onTrial: { since, healthy: 3 } }],
  });
  const { code, out } = await run('sync', ...(await checkedOn(9_000)));
  expect(code).toBe(1);
  expect(out).toContain('was put back as it was: 2 of 3 healthy endpoints did not pass it (n2 and n3)');
  expect(await askedOn()).toMatchObject({ port: 30_080 });
  const after = await run('status');
  expect(after.out).toMatch(
    /30080: healthChecks\/k8s-be-30080--shop is as it was: a change of it was put back at .*, for 2 of 3/,
  );
  expect(after.out).not.toContain('on trial');
});

test('the same in JSON', async () => {
  const { out } = await run('reconcile', ...(await checkedOn(9_000)), '--output', 'json');
  expect(JSON.parse(out)).toMatchObject({
    changes: { planned: 1, made: 0, failed: 1 },
    steps: [
      { outcome: 'done', verb: 'update' },
      { outcome: 'failed', verb: 'watch', error: expect.stringContaining('(n2 and n3)') },
    ],
  });
});

test('once nodes pass it, --retry-health-checks changes it', async () => {
  const changed = await checkedOn(9_000);
  await run('reconcile', ...changed);
  const still = await run('reconcile', ...changed, '--retry-health-checks');
  expect(still.out).toContain('was put back');
  const path = join(folder, 'state.json');
  const simulator = await readStateFile(path);
  for (const name of NODES) {
    const instance = `projects/${simulatedProject}/zones/${ZONE}/instances/${name}`;
    simulator.health.set({ instance, behaviour: 'up' });
  }
  await writeStateFile(path, simulator);
  expect((await run('reconcile', ...changed, '--retry-health-checks')).code).toBe(0);
  expect(await askedOn()).toMatchObject({ port: 9_000 });
  expect((await run('reconcile', ...changed)).out).toContain('nothing to do');
});

test('a plan shows the watch, and apply keeps to it', async () => {
  const saved = join(folder, 'plan.json');
  const planned = await run('plan', ...(await checkedOn(9_000)), '--out', saved);
  expect(planned.out).toContain('1 changes planned');
  expect(planned.out).toMatch(/watch +healthChecks\/k8s-be-30080--shop +it is changed/);
  const { code, out } = await ranCommand(['apply', saved]);
  expect(code).toBe(1);
  expect(out).toContain('was put back as it was');
  expect(await askedOn()).toMatchObject({ port: 30_080 });
});
