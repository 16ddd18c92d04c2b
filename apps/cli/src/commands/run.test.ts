import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSimulator } from '@gcepool/sim';
import type { FaultRule, Simulator } from '@gcepool/sim';
import type { SimulatorServer } from '@gcepool/sim/node';
import { listen } from '@gcepool/sim/node';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { insertNodes } from '../cloud/insert-nodes.ts';
import { plainStyle } from '../output/style.ts';
import { LONG_RUN } from './long-run.test-support.ts';
import { run } from './run.ts';
import type { RunOptions } from './run.ts';

let directory: string;
let server: SimulatorServer;
let file: string;

let simulator: Simulator;

beforeEach(async () => {
  simulator = createSimulator();
  directory = await mkdtemp(join(tmpdir(), 'gcepool-run-'));
  file = join(directory, 'services.yaml');
  server = await listen(simulator);
});
afterEach(async () => {
  await server.close();
  await rm(directory, { recursive: true });
});

const service = (name: string, nodePort: number): string =>
  `kind: Service\nmetadata: {name: ${name}}\nspec: {type: NodePort, ports: [{name: http, port: 80, nodePort: ${nodePort}}]}`;

const TIME = /^1970-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z /;

/** What the end of a run says, and that of the loop. */
const OUTCOME =
  /changes made|nothing to do|failed, \d+ in a row|cut short|nothing was changed|"event":"run(?!Started)|stopped/;

/** A run at work whose time passes only when it is told to, and what it prints. It does not outlive its test. */
function runLab(options: Partial<RunOptions> = {}, isEmbedded = false) {
  const lines: string[] = [];
  const remarks: string[] = [];
  let waiting: readonly {
    readonly said: string;
    readonly resolve: () => void;
    readonly reject: (why: Error) => void;
  }[] = [];
  const giveUp = (why: string): void => {
    for (const { said, reject } of waiting) reject(new Error(`no line says ${said}: ${why}`));
    waiting = [];
  };
  const note = (list: string[]) => (line: string) => {
    // Each line begins with its time.
    list.push(line.replace(TIME, ''));
    const heard = waiting.filter(({ said }) => line.includes(said));
    waiting = waiting.filter((each) => !heard.includes(each));
    for (const { resolve } of heard) resolve();
    if (list === lines && OUTCOME.test(line)) giveUp([...remarks, ...lines].join('\n'));
  };
  let sleeper: (() => void) | undefined;
  let isNextWoken = false;
  const clock = {
    time: 0,
    now: () => clock.time,
    random: () => 0.5,
    sleep: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        sleeper = () => {
          sleeper = undefined;
          clock.time += ms;
          resolve();
        };
        signal?.addEventListener('abort', () => {
          sleeper = undefined;
          reject(new Error('woken'));
        });
        if (isNextWoken) sleeper();
        isNextWoken = false;
      }),
  };
  /** Wakes whatever sleeps, or else what is next to. */
  const wake = (): void => {
    if (sleeper === undefined) isNextWoken = true;
    else sleeper();
  };
  const [graceful, now] = [new AbortController(), new AbortController()];
  const io = { print: note(lines), remark: note(remarks), style: plainStyle };
  const all: RunOptions = {
    ...LONG_RUN,
    ...(!isEmbedded && { endpoint: new URL(server.url) }),
    from: [file],
    ...options,
  };
  const ended = run(all, io, { clock, stop: { graceful: graceful.signal, now: now.signal } });
  void ended.then(
    () => giveUp('it has ended'),
    (error: unknown) => giveUp(String(error)),
  );
  onTestFinished(async () => {
    graceful.abort();
    now.abort();
    await Promise.allSettled([ended]);
  });
  /** Resolves when a line says this, of what is printed from now on up to the end of a run; rejects where none does. */
  const says = (said: string): Promise<void> =>
    new Promise((resolve, reject) => {
      waiting = [...waiting, { said, resolve, reject }];
    });
  /** The same, while whatever sleeps is woken. */
  const saysAwake = async (said: string): Promise<void> => {
    const waking = setInterval(() => sleeper?.(), 5);
    try {
      await says(said);
    } finally {
      clearInterval(waking);
    }
  };
  return { lines, remarks, ended, says, saysAwake, stop: () => graceful.abort(), wake };
}

test('reconciles, again after a change of the file, deletes what is gone, and ends when told to', async () => {
  await writeFile(file, [service('cart', 30_001), service('till', 30_002)].join('\n---\n'));
  const lab = runLab({ watch: true, interval: 0 });
  await lab.says('changes made');
  expect(lab.lines.at(-1)).toMatch(/^5 of 5 changes made \(\d+ API calls, 0 ms\)$/);
  expect(lab.remarks[0]).toMatch(/^reconciling when .*services.yaml changes, on the Compute endpoint/);

  const noticed = lab.says('services.yaml changed');
  const deleted = lab.saysAwake('2 of 2 changes made');
  // As editors do it: another file takes its name.
  await writeFile(`${file}.new`, service('cart', 30_001));
  await rename(`${file}.new`, file);
  await Promise.all([noticed, deleted]);
  expect(lab.lines.join('\n')).toMatch(/done +delete +backendServices\/k8s-be-30002--shop/);

  lab.stop();
  await expect(lab.ended).resolves.toBeUndefined();
  expect(lab.lines.at(-1)).toBe('stopped');
});

test('goes on while a changed health check is on trial, and comes back to put it back where nodes fail it', async () => {
  const path = 'projects/simulated-project/zones/us-central1-a/instances/n1';
  const zone = '/compute/v1/projects/simulated-project/zones/us-central1-a';
  const annotation = `annotations: {cloud.google.com/backend-config: '{"default":"checks"}'}`;
  const cart = service('cart', 30_001).replace('{name: cart}', `{name: cart, ${annotation}}`);
  const settings = (port: number): string =>
    `kind: BackendConfig\nmetadata: {name: checks}\nspec: {healthCheck: {port: ${port}}}`;
  await writeFile(file, [cart, settings(30_001)].join('\n---\n'));
  const lab = runLab({ watch: true, interval: 3_600_000 });
  await lab.says('changes made');
  insertNodes(simulator, 'simulated-project', [{ name: 'n1', zone: 'us-central1-a' }]);
  simulator.handle({ method: 'GET', url: `${zone}/operations` });
  const body = { instances: [{ instance: path }] };
  simulator.handle({ method: 'POST', url: `${zone}/instanceGroups/k8s-ig--shop/addInstances`, body });
  // It has been a member for a while.
  simulator.clock.advance(1_000);
  simulator.health.set({ instance: path, port: 9_000, behaviour: 'down' });

  const changed = lab.saysAwake('1 of 1 changes made');
  await writeFile(file, [cart, settings(9_000)].join('\n---\n'));
  await changed;
  expect(lab.lines.join('\n')).toMatch(/done +watch +healthChecks\/k8s-be-30001--shop/);
  simulator.clock.advance(700_000);
  await lab.saysAwake('was put back as it was: 1 of 1 healthy endpoints did not pass it (n1)');
});

test('a document that cannot be read loses nothing, and all else is done', async () => {
  await writeFile(file, [service('cart', 30_001), service('till', 30_002)].join('\n---\n'));
  const lab = runLab();
  await lab.says('5 of 5 changes made');

  await writeFile(file, [service('till', 30_002).slice(0, -1), service('shop', 30_003)].join('\n---\n'));
  const failed = lab.says('failed, 1 in a row');
  lab.wake();
  await failed;
  expect(lab.lines.join('\n')).toMatch(/done +create +backendServices\/k8s-be-30003--shop/);
  expect(lab.lines.join('\n')).toMatch(/left: nodePort 30001 is not among the ports that were given, and stays/);
  expect(lab.lines.join('\n')).not.toMatch(/done +delete/);
  expect(lab.lines.at(-1)).toMatch(/services\.yaml document 1 \(line 1\): .*nothing is deleted in this run$/);

  await writeFile(file, [service('till', 30_002), service('shop', 30_003)].join('\n---\n'));
  const deleted = lab.says('2 of 2 changes made');
  lab.wake();
  await deleted;
  lab.stop();
  await lab.ended;
});

test('a file that is half written is a failure that passes; nothing is deleted for it', async () => {
  await writeFile(file, service('cart', 30_001));
  const lab = runLab({ healthPort: 0 });
  await lab.says('changes made');
  const health = /health on (\S+)\/healthz/.exec(lab.remarks.join())?.[1] ?? '';
  expect((await fetch(`${health}/readyz`)).status).toBe(200);

  await writeFile(file, 'kind: Serv');
  const failed = lab.says('failed, 1 in a row');
  lab.wake();
  await failed;
  const alive = await fetch(`${health}/healthz`);
  expect(alive.status).toBe(200);
  expect(await alive.json()).toMatchObject({ state: 'backingOff', failures: 1, lastError: expect.any(String) });

  const metrics = await (await fetch(`${health}/metrics`)).text();
  for (const line of [
    'gcepool_runs_total{result="success"} 1',
    'gcepool_runs_total{result="failure"} 1',
    'gcepool_run_duration_seconds_count 2',
    'gcepool_compute_requests_total{method="backendServices.insert",code="200"} 1',
    'gcepool_steps_total{collection="backendServices",verb="create",outcome="done"} 1',
    'gcepool_ports 1',
    'gcepool_leader 1',
  ])
    expect(metrics.split('\n')).toContain(line);

  await writeFile(file, service('cart', 30_001));
  const mended = lab.says('nothing to do');
  lab.wake();
  await mended;
  lab.stop();
  await lab.ended;
  await expect(fetch(`${health}/healthz`)).rejects.toThrow('fetch failed');
});

const faults: readonly FaultRule[] = [
  { method: 'zones.list', times: 4, fault: { error: { code: 429 } } },
  { method: 'zones.list', times: 4, fault: { error: { code: 503 } } },
  { method: 'zones.list', times: 4, fault: 'reset' },
  { method: 'zones.list', times: 1, fault: { error: { code: 403 } } },
];

test.each(faults)('what fails at the start is tried again: %j', async (rule) => {
  await writeFile(file, service('cart', 30_001));
  simulator.faults.add(rule);
  const lab = runLab();
  await lab.saysAwake('failed, 1 in a row, again in ');
  await lab.saysAwake('3 of 3 changes made');
  expect(() => simulator.faults.expectMet()).not.toThrow();
  lab.stop();
  await lab.ended;
});

test('a file that is half written at the start is read again', async () => {
  await writeFile(file, 'kind: Serv');
  const lab = runLab();
  await lab.says('failed, 1 in a row');
  await writeFile(file, service('cart', 30_001));
  const made = lab.says('3 of 3 changes made');
  lab.wake();
  await made;
  lab.stop();
  await expect(lab.ended).resolves.toBeUndefined();
});

test('what is passed over is told once, and nodes that come later are inserted as well', async () => {
  await writeFile(file, service('cart', 30_001));
  const nodes = join(directory, 'nodes.json');
  const zone = { 'topology.kubernetes.io/zone': 'us-central1-a' };
  const node = (name: string, status: string) => ({
    kind: 'Node',
    metadata: { name, labels: zone },
    spec: { providerID: `gce://p/us-central1-a/${name}` },
    status: { conditions: [{ type: 'Ready', status }] },
  });
  const write = (...items: readonly object[]) => writeFile(nodes, JSON.stringify({ kind: 'List', items }));
  await write(node('n1', 'True'), node('n2', 'False'));
  const lab = runLab({ nodes }, true);
  await lab.says('4 of 4 changes made');
  await write(node('n1', 'True'), node('n2', 'False'), node('n3', 'True'));
  const heard = lab.says('1 of 1 changes made');
  lab.wake();
  await heard;
  expect(lab.remarks.slice(1)).toEqual([
    expect.stringContaining('n2 is not Ready'),
    expect.stringContaining('2 nodes were inserted'),
    expect.stringContaining('1 node was inserted'),
  ]);
  lab.stop();
  await lab.ended;
});

test('that a simulator has no such instances is told once', async () => {
  await writeFile(file, service('cart', 30_001));
  const nodes = join(directory, 'nodes.json');
  const spec = { providerID: 'gce://p/us-central1-a/n1' };
  const status = { conditions: [{ type: 'Ready', status: 'True' }] };
  await writeFile(nodes, JSON.stringify({ kind: 'Node', metadata: { name: 'n1' }, spec, status }));
  const lab = runLab({ nodes });
  await lab.says('failed, 1 in a row');
  const again = lab.says('failed, 2 in a row');
  lab.wake();
  await again;
  expect(lab.remarks.filter((line) => line.startsWith('note: no node is an instance of project '))).toHaveLength(1);
  expect(lab.lines.join('\n')).toMatch(/no such instance in us-central1-a: n1$/m);
  lab.stop();
  await lab.ended;
});

test('as JSON, one line for each event', async () => {
  await writeFile(file, service('cart', 30_001));
  const lab = runLab({ output: 'json' });
  await lab.says('runFinished');
  lab.stop();
  await lab.ended;
  expect(lab.lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { time: '1970-01-01T00:00:00.000Z', event: 'runStarted', reasons: [] },
    { event: 'runFinished', steps: [{ outcome: 'done' }, {}, {}], apiCalls: expect.any(Number) },
    { event: 'stopped' },
  ]);
});

test('at debug, every step and repeated call is told of', async () => {
  await writeFile(file, service('cart', 30_001));
  simulator.faults.add({ method: 'healthChecks.insert', times: 1, fault: { error: { code: 503 } } });
  const lab = runLab({ logLevel: 'debug' });
  await lab.saysAwake('3 of 3 changes made');
  const told = lab.lines.join('\n');
  expect(told).toMatch(/^create global\/backendServices\/k8s-be-30001--shop$/m);
  expect(told).toMatch(/^createHealthCheck failed, again in 1 s: .*503/m);
  lab.stop();
  await lab.ended;
});

test('a grace period keeps what is gone for a while, and says so', async () => {
  await writeFile(file, [service('cart', 30_001), service('till', 30_002)].join('\n---\n'));
  const lab = runLab({ grace: 90_000 });
  await lab.says('changes made');
  await writeFile(file, service('cart', 30_001));
  for (const said of ['stays for another 90 s', 'stays for another 30 s', '2 of 2 changes made']) {
    const heard = lab.says(said);
    lab.wake();
    await heard;
  }
  lab.stop();
  await expect(lab.ended).resolves.toBeUndefined();
});

test('a dry run shows the first plan, and ends', async () => {
  await writeFile(file, service('cart', 30_001));
  const result = await runLab({ dryRun: true }).ended;
  expect(result?.document).toMatchObject({ command: 'run', dryRun: true, steps: { length: 3 } });
});

test('what is wrong from the start ends it at once', async () => {
  await expect(runLab().ended).rejects.toThrow('there is no such file');
  await expect(runLab({ from: ['-'] }).ended).rejects.toThrow('standard input can be read once');
  await writeFile(file, service('cart', 30_001));
  await expect(runLab({ zones: ['us-central1-z'] }).ended).rejects.toThrow('no such zone');
  const taken = Number(new URL(server.url).port);
  await expect(runLab({ healthPort: taken }).ended).rejects.toThrow(`--health-port ${taken}: `);
  await expect(readFile(file, 'utf8')).resolves.toContain('cart');
});
