import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { fileURLToPath } from 'node:url';
import { createSimulator } from '@gcepool/sim';
import type { Simulator } from '@gcepool/sim';
import { listen } from '@gcepool/sim/node';
import type { SimulatorServer } from '@gcepool/sim/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { simulatedProject } from './cloud/choose-cloud.ts';
import { insertNodes } from './cloud/insert-nodes.ts';
import { parseNodes } from './kubernetes/nodes.ts';
import { colourStyle } from './output/style.ts';
import { ranCommand } from './ran-command.test-support.ts';
import { runCommand } from './run-command.ts';

const example = (name: string): string => fileURLToPath(new URL(`../examples/${name}`, import.meta.url));
const shop = ['--from', example('shop.yaml')];
const changedShop = ['--from', example('shop-changed.yaml')];
const nodes = ['--nodes', example('nodes.json')];
const zones = ['--zones', 'us-central1-a,us-central1-b,us-central1-c'];

const run = (...argv: readonly string[]) => ranCommand(argv);

async function runForJson(...argv: readonly string[]) {
  const { code, out, remarks } = await run(...argv, '--output', 'json');
  return { code, document: JSON.parse(out) as Record<string, unknown>, remarks };
}

/** A simulator that refuses some requests, as a project without the permission or the quota would. */
function refusing(simulator: Simulator, isRefused: (method: string, url: string) => boolean): Simulator {
  const error = {
    code: 403,
    message: 'Quota exceeded',
    errors: [{ message: 'Quota exceeded', reason: 'quotaExceeded' }],
  };
  return {
    ...simulator,
    handle: (request) =>
      isRefused(request.method, request.url)
        ? { status: 403, headers: { 'content-type': 'application/json' }, body: { error } }
        : simulator.handle(request),
  };
}

let directory: string;
let server: SimulatorServer;
let reluctant: SimulatorServer;
let closed: SimulatorServer;
const file = (name: string): string => join(directory, name);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gcepool-'));
  await writeFile(file('note.txt'), 'buy milk');
  await writeFile(file('broken.yaml'), 'kind: Service\n  spec: x: y');
  await writeFile(file('no-port.yaml'), 'kind: Service\nmetadata: {name: db}\nspec: {ports: [{port: 5432}]}');
  await writeFile(
    file('large.yaml'),
    'kind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80, nodePort: 70000}]}',
  );
  const twice = ['cart', 'till'].map(
    (name) => `kind: Service\nmetadata: {name: ${name}}\nspec: {ports: [{port: 80, nodePort: 30001}]}`,
  );
  await writeFile(file('twice.yaml'), twice.join('\n---\n'));
  await writeFile(file('other.json'), '{"version": "?"}');
  server = await listen(createSimulator());
  reluctant = await listen(
    refusing(createSimulator(), (method, url) => method === 'POST' && url.includes('/global/backendServices')),
  );
  closed = await listen(createSimulator());
  await closed.close();
});

afterAll(async () => {
  await Promise.all([server.close(), reluctant.close()]);
  await rm(directory, { recursive: true });
});

describe('what cannot be used is told in one line, with status 2', () => {
  const zone = ['--zones', 'us-central1-a'];
  test.each<[readonly string[], string]>([
    [['plan', ...zone], '--from FILE or --kube is needed: the services'],
    [['plan', ...shop], '--zones or --nodes is needed, or nodes with zones in --from: where the nodes are'],
    [['run', ...shop], '--zones or --nodes is needed, or nodes with zones in --from: where the nodes are'],
    [['plan', ...zone, '--form', 'x'], "unknown option '--form' (Did you mean --from?); see gcepool plan --help"],
    [['plna'], "unknown command 'plna' (Did you mean plan?); see gcepool --help"],
    [['plan', ...zone, '--from', 'nowhere.yaml'], '--from nowhere.yaml: cannot be read: there is no such file'],
    [['plan', ...zone, '--from', tmpdir()], 'it is a directory'],
    [['plan', ...zone, '--from', '-', '--from', '-'], '--from -: standard input can be read once'],
    [['plan', ...shop, '--zones', 'us-central1-z'], '--zones us-central1-z: no such zone; near it are us-central1-a'],
    [['plan', ...shop, '--zones', 'A'], "option '--zones <zones>' argument 'A' is invalid. Use zone names"],
    [['plan', ...shop, ...zone, '--select', 'app in web'], '"app in web" is no selector; write it as for kubectl'],
    [['gc', ...shop, '--select', 'spec.ports'], 'spec.ports is no field that services are selected by'],
    [['plan', ...shop, ...zone, '--cloud', 'aws'], "argument 'aws' is invalid. Allowed choices are sim, gce"],
    [
      ['plan', ...shop, ...zone, '--endpoint', 'nonsense'],
      "argument 'nonsense' is invalid. Use a scheme, host and port",
    ],
    [['plan', ...shop, ...zone, '--cloud', 'gce', '--cluster', 'uid'], '--cloud gce needs --project'],
    [
      ['gc', ...shop, '--cloud', 'gce', '--project', 'my-project'],
      '--cluster UID is needed on a project that others may use',
    ],
    [['list', '--endpoint', 'http://127.0.0.1:4081'], '--cluster UID is needed on a project that others may use'],
    [['gc', ...shop, '--cloud', 'gce', '--cluster', ''], '--cloud gce needs --project'],
    [['plan', ...shop, ...zone, '--nodes', example('shop.yaml')], 'shop.yaml: holds no node'],
    [['delete', '80x'], "command-argument value '80x' is invalid for argument 'PORT'. Use a number from 1 to 65535"],
    [['delete', '65536'], 'Use a number from 1 to 65535'],
    [['delete'], "missing required argument 'PORT'"],
    [['list', 'extra'], "too many arguments for 'list'"],
    [['list', '--cluster', 'A'], 'Use up to 48 lower-case letters'],
    [['gc', '--state', 'x'], 'gc needs --from FILE'],
    [['run', ...shop, ...zone, '--interval', '0'], '--interval 0 leaves nothing to run for; add --watch'],
    [['run', '--kube', '--interval', '0'], 'say how often to look, or use gcepool controller'],
    [['run', ...zone, '--from', '-'], 'standard input can be read once; name files'],
    [['run', ...shop, ...zone, '--grace', 'soon'], 'Use a number of seconds'],
    [['gc', ...shop, '--max-delete', '-1'], 'Use a whole number from 0 on'],
    [['gc', ...shop, '--max-delete-percent', '101'], 'Use a number from 0 to 100'],
    [['sync', ...shop, ...zone, '--adopt', 'always'], 'Allowed choices are by-name, kubernetes, never'],
    [['sim', '--port', '65536'], '--port: must be a whole number from 0 to 65535; got 65536'],
    [['sim', '--auth', 'maybe'], 'Allowed choices are none, required'],
  ])('%j', async (argv, message) => {
    const { code, out, remarks } = await run(...argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(remarks.at(-1)).toContain(message);
    expect(remarks.join('')).not.toContain('\n');
  });

  test.each([
    ['note.txt', 'note.txt: holds plain text'],
    ['broken.yaml', 'broken.yaml: is neither YAML nor JSON'],
    ['no-port.yaml', 'no-port.yaml: no service with a nodePort'],
    ['large.yaml', 'service default/web: port 80 has nodePort 70000; use a number from 1 to 65535'],
    ['twice.yaml', 'nodePort 30001: it is claimed twice, by default/cart:80 (nodePort 30001)'],
  ])('%s', async (name, message) => {
    const { code, remarks } = await run('sync', '--from', file(name), ...zone);
    expect(code).toBe(2);
    expect(remarks).toEqual([expect.stringContaining(message)]);
  });

  test.each(['status', 'list', 'delete', 'shutdown', 'gc'])('%s without a cloud that lasts', async (command) => {
    const { code, remarks } = await run(command, ...(command === 'delete' ? ['80'] : command === 'gc' ? shop : []));
    expect(code).toBe(2);
    expect(remarks).toEqual([expect.stringContaining(`${command} needs a cloud that outlives this command`)]);
  });

  test('a state file that is none is refused and stays as it is', async () => {
    const { code, remarks } = await run('list', '--state', file('other.json'));
    expect(code).toBe(2);
    expect(remarks).toEqual([expect.stringContaining('is not a state that gcepool wrote')]);
    expect(await readFile(file('other.json'), 'utf8')).toBe('{"version": "?"}');
  });
});

test.each([
  [['--help'], 'Commands:'],
  [['plan', '--help'], '--zones <zones>'],
  [['--version'], '0.1.0'],
])('%j is no mistake', async (argv, text) => {
  const { code, out } = await run(...argv);
  expect(code).toBe(0);
  expect(out).toContain(text);
});

test('on the embedded simulator, sync says what it did, where, and that nodes were made up', async () => {
  const { code, out, remarks } = await run('sync', ...shop, ...nodes, ...zones, '--gc');
  expect(code).toBe(0);
  expect(out).toMatch(/^on the embedded simulator \(nothing real is touched, and nothing is kept/);
  expect(out).toMatch(
    /done +create +backendServices\/k8s-be-30443 +payments\/checkout:https \(nodePort 30443\) has no/,
  );
  expect(out).toMatch(/26 of 26 changes made \(\d+ API calls\)$/);
  expect(remarks).toEqual([
    expect.stringMatching(/^note: monitoring\/grafana is of type LoadBalancer: /),
    'passed over: data/postgres is of type ClusterIP, which has no nodePorts',
    'passed over: data/sessions is headless, which has no nodePorts',
    'note: node gke-shop-pool-7g8h is not Ready: it joins no group, and leaves none',
    expect.stringContaining('5 nodes were inserted'),
  ]);
});

const steps = (document: Record<string, unknown>) => document['steps'] as readonly Record<string, unknown>[];
const targets = (document: Record<string, unknown>) =>
  steps(document).map(({ verb, resource }) => ({ verb, resource }));

test('a state file keeps the simulator from one command to the next', async () => {
  const state = ['--state', file('state.json'), '--cluster', 'shop'];
  const planned = await runForJson('plan', ...shop, ...nodes, ...zones, ...state);
  const synced = await runForJson('sync', ...shop, ...nodes, ...zones, ...state);
  expect(targets(synced.document)).toEqual(targets(planned.document));
  expect(steps(synced.document).every(({ outcome }) => outcome === 'done')).toBe(true);

  const again = await run('sync', ...shop, ...nodes, ...zones, ...state, '--gc');
  expect(again.out).toContain('nothing to do');
  // The state has the nodes already.
  expect(again.remarks.join()).not.toContain('inserted');
  const listed = await runForJson('list', ...state);
  expect(listed.document['backends']).toHaveLength(10);

  const status = await runForJson('status', '30080', ...state);
  const member = expect.objectContaining({ state: 'HEALTHY' });
  expect(status.document['backends']).toMatchObject([
    {
      nodePort: 30_080,
      service: 'shop/storefront',
      groups: [{ members: [member, member] }, { members: [member] }, {}],
    },
  ]);

  expect((await runForJson('gc', ...changedShop, ...state)).document['steps']).toMatchObject([
    { verb: 'delete', resource: 'global/backendServices/k8s-be-30085--shop', outcome: 'done' },
    { verb: 'delete', resource: 'global/healthChecks/k8s-be-30085--shop', outcome: 'done' },
  ]);
  const deleted = await run('delete', '30080', '31000', ...state);
  expect(deleted.code).toBe(0);
  expect(deleted.remarks).toEqual([expect.stringContaining('nodePort 31000: there is no k8s-be-31000--shop')]);
  const gone = await run('status', '30080', ...state);
  expect(gone.code).toBe(1);
  expect(gone.remarks).toEqual([
    'status: no backend service k8s-be-30080--shop for nodePort 30080; this cluster has 30081, 30082, 30083, 30084, 30090 and 3 more; see gcepool list',
  ]);
  expect(gone.out).not.toContain('no backends of this cluster');

  expect((await run('shutdown', '--yes', ...state)).out).toMatch(
    /done +delete +us-central1-c\/instanceGroups\/k8s-ig--shop/,
  );
  expect((await run('list', ...state)).out).toContain('no backends of this cluster');
});

test('an endpoint is a running simulator', async () => {
  const endpoint = ['--endpoint', server.url, '--cluster', ''];
  expect((await run('sync', ...shop, ...zones, ...endpoint)).out).toContain(`on the Compute endpoint ${server.url}`);
  expect((await run('plan', ...shop, ...zones, ...endpoint)).out).toContain('nothing to do');
  expect((await run('list', ...endpoint)).out).toMatch(/30443 +payments\/checkout:https +HTTPS +k8s-be-30443/);
});

test('a cloud that is not there is one line, with the way out', async () => {
  const { code, remarks } = await run('list', '--endpoint', closed.url, '--cluster', 'shop');
  expect(code).toBe(1);
  expect(remarks).toEqual([
    `--endpoint ${closed.url}: nothing listens there; start a simulator with gcepool sim, or name the one that runs`,
  ]);
});

test('a cloud that refuses a part: what was done and what was not', async () => {
  const { code, out, remarks } = await run(
    'sync',
    ...shop,
    '--zones',
    'us-central1-a',
    '--endpoint',
    reluctant.url,
    '--cluster',
    '',
  );
  expect(code).toBe(1);
  expect(out).toMatch(/done +create +healthChecks\/k8s-be-30080/);
  expect(out).toMatch(/failed +create +backendServices\/k8s-be-30080 +.*Quota exceeded/);
  expect(out).toContain('11 of 21 changes made');
  expect(remarks.slice(-1)).toEqual([
    expect.stringMatching(/^sync: 10 failed and 0 skipped of 21 changes; .*Quota exceeded/),
  ]);
});

test('members that could not be added are told from those that were', async () => {
  const simulator = createSimulator();
  const parsed = parseNodes({ name: 'nodes.json', text: await readFile(example('nodes.json'), 'utf8') });
  insertNodes(simulator, simulatedProject, parsed.nodes);
  const half = await listen(refusing(simulator, (_, url) => /us-central1-b.*addInstances/.test(url)));
  try {
    const { code, out, remarks } = await run(
      'sync',
      ...shop,
      ...nodes,
      ...zones,
      '--endpoint',
      half.url,
      '--cluster',
      '',
    );
    expect(code).toBe(1);
    expect(out).toMatch(/done +addInstances +us-central1-a/);
    expect(out).toMatch(/failed +addInstances +us-central1-b.*Quota exceeded/);
    expect(out).toContain('25 of 26 changes made');
    expect(remarks.at(-1)).toMatch(/^sync: 1 failed and 0 skipped of 26 changes/);
  } finally {
    await half.close();
  }
});

test('the demo shows three runs, and the last has nothing to do', async () => {
  const { code, out, remarks } = await run('demo');
  expect({ code, remarks }).toEqual({ code: 0, remarks: [] });
  expect(out).toMatch(
    /create +backendServices\/k8s-be-30443--shop +payments\/checkout:https .* has no backend service/,
  );
  expect(out).toMatch(/30443 +payments\/checkout:https +HTTPS +4\/4 +2 HEALTHY +1 HEALTHY +1 HEALTHY/);
  expect(out).toMatch(/delete +backendServices\/k8s-be-30085--shop/);
  expect(out).toMatch(/30083 +shop\/search:http +HTTP2 +4\/4 +2 HEALTHY/);
  expect(out.split('== ')[3]).toMatch(/nothing to do: all is as desired \(\d+ API calls\)/);
});

test('colour changes nothing but colour', async () => {
  const out: string[] = [];
  await runCommand(['demo'], { print: (line) => out.push(line), remark: () => undefined, style: colourStyle });
  expect(out.join('\n')).toContain('\u001B[');
  expect(stripVTControlCharacters(out.join('\n'))).toBe((await run('demo')).out);
});
