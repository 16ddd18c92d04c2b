import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { createSimulator } from '@gcepool/sim';
import type { SimulatorServer } from '@gcepool/sim/node';
import { listen } from '@gcepool/sim/node';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { ranCommand } from '../ran-command.test-support.ts';
import { startedCommand } from '../started-command.test-support.ts';

const CHECKS = '/compute/v1/projects/my-project/global/healthChecks';

let folder: string;
let server: SimulatorServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gcepool-sim-'));
  server = await listen(createSimulator());
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const run = (...argv: readonly string[]) => ranCommand(argv);

async function serve(...args: readonly string[]) {
  const { child, ended, listening } = startedCommand(['sim', '--port', '0', ...args]);
  const stop = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    return await ended;
  };
  return { url: await listening(), stop };
}

const insert = (url: string, name: string) =>
  fetch(url + CHECKS, { method: 'POST', body: JSON.stringify({ name, type: 'TCP' }) });
const statusOf = async (url: string, name: string) => (await fetch(`${url}${CHECKS}/${name}`)).status;

describe('gcepool sim env', () => {
  beforeEach(() => void vi.stubEnv('XDG_CACHE_HOME', folder));

  test('is read by a shell', async () => {
    const { code, out } = await run('sim', 'env', '--port', '4999', '--project', 'my-project');
    expect(code).toBe(0);
    const names =
      'CLOUDSDK_API_ENDPOINT_OVERRIDES_COMPUTE NODE_OPTIONS GCE_METADATA_HOST GOOGLE_COMPUTE_CUSTOM_ENDPOINT';
    const script = `${out}\nfor name in ${names}; do printenv $name; done`;
    const shell = spawn('sh', ['-eu', '-c', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    expect((await text(shell.stdout)).trim().split('\n')).toEqual([
      'http://127.0.0.1:4999/compute/v1/',
      expect.stringMatching(/^--import=file:\/\/\/.*redirect/),
      '127.0.0.1:4999',
      'http://127.0.0.1:4999/compute/v1/',
    ]);
  });

  test('keeps a proxy of the machine out of the way', async () => {
    const environment = { https_proxy: 'http://proxy.test', NO_PROXY: 'intern.test,localhost' };
    const { out } = await ranCommand(['sim', 'env', 'python', '--port', '4999'], { environment });
    expect(out).toContain('localhost,127.0.0.1,::1,intern.test');
    const elsewhere = await ranCommand(['sim', 'env', 'go', '--url', 'http://sim.test:4080'], { environment });
    expect(elsewhere.out).toContain('localhost,127.0.0.1,::1,sim.test,intern.test');
    expect((await run('sim', 'env', '--port', '4999')).out).not.toContain('NO_PROXY');
  });

  test('finds a simulator of this machine though Node.js has a proxy', async () => {
    const env = { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: 'http://127.0.0.1:9', NO_PROXY: '', no_proxy: '' };
    const { ended } = startedCommand(['sim', 'env', 'go', '--url', server.url], { env });
    expect(await ended).toMatchObject({ code: 0, error: '' });
  });

  test('is for another version of the API, as for google-beta', async () => {
    const { out } = await run('sim', 'env', '--port', '4999', '--api-version', 'beta');
    expect(out).toContain('export CLOUDSDK_API_ENDPOINT_OVERRIDES_COMPUTE=http://127.0.0.1:4999/compute/beta/');
    expect(out).toContain('export GOOGLE_COMPUTE_CUSTOM_ENDPOINT=http://127.0.0.1:4999/compute/beta/');
    expect((await run('sim', 'env', '--api-version', 'gamma')).code).toBe(2);
  });

  test('is read by a program, and may mean a fork', async () => {
    const { out } = await run('sim', 'env', '--json', '--url', 'http://sim.test:4080/_sim/forks/t1/');
    const document = JSON.parse(out) as {
      url: string;
      clients: { client: string; variables: Record<string, string> }[];
    };
    expect(document.url).toBe('http://sim.test:4080/_sim/forks/t1');
    expect(document.clients.map(({ client }) => client)).toEqual(['gcloud', 'Terraform', 'Node.js', 'Go', 'Python']);
    expect(document.clients[2]?.variables['GCEPOOL_SIM']).toBe('http://sim.test:4080/_sim/forks/t1');
    expect(document.clients[3]?.variables['GCE_METADATA_HOST']).toBe('sim.test:4080');
  });

  test('of one client, and says whether anything listens there', async () => {
    const { out, remarks } = await run('sim', 'env', 'python', '--url', server.url);
    const { host } = new URL(server.url);
    expect(out.split('\n').slice(0, 5)).toEqual([
      '# Python',
      `export GCE_METADATA_HOST=${host}`,
      'export GOOGLE_CLOUD_PROJECT=gcepool-sim',
      expect.stringContaining(`export GOOGLE_APPLICATION_CREDENTIALS=${folder}/gcepool/account-`),
      `export GCE_METADATA_IP=${host}`,
    ]);
    expect(remarks).toEqual([]);
    const unserved = await run('sim', 'env', 'go', '--port', '9');
    expect(unserved.remarks).toEqual([expect.stringContaining('nothing listens at http://127.0.0.1:9 yet')]);
  });

  test('gives those who look for a key one that leads to the simulator alone, and stays', async () => {
    const keyOf = async (...args: readonly string[]): Promise<readonly [string, object]> => {
      const { out } = await run('sim', 'env', 'go', ...args);
      const path = /GOOGLE_APPLICATION_CREDENTIALS=(.+)/.exec(out)?.[1] ?? '';
      return [path, JSON.parse(await readFile(path, 'utf8')) as object];
    };
    const [path, key] = await keyOf('--url', 'http://127.0.0.1:4080/_sim/forks/t1', '--project', 'my-project');
    expect(key).toMatchObject({
      type: 'service_account',
      project_id: 'my-project',
      token_uri: 'http://127.0.0.1:4080/_sim/forks/t1/token',
    });
    expect((await stat(path)).mode & 0o077).toBe(0);
    expect(await keyOf('--url', 'http://127.0.0.1:4080/_sim/forks/t1', '--project', 'my-project')).toEqual([path, key]);
    expect((await keyOf('--url', 'http://127.0.0.1:4080', '--project', 'my-project'))[0]).not.toBe(path);
  });

  test('says where a key cannot be kept', async () => {
    const file = join(folder, 'no-folder');
    await writeFile(file, '');
    vi.stubEnv('XDG_CACHE_HOME', file);
    const { code, remarks } = await run('sim', 'env', 'go');
    expect({ code, remarks }).toEqual({
      code: 1,
      remarks: [
        expect.stringMatching(RegExp(`can be kept in ${file}/gcepool: .*; XDG_CACHE_HOME names another folder$`)),
      ],
    });
  });

  test('lets every command of Node run, where the package is not installed', async () => {
    const { out } = await run('sim', 'env', 'node', '--url', server.url);
    const fetched = `fetch('https://compute.googleapis.com${CHECKS}').then(({ status }) => console.log(status))`;
    const script = `${out}\ncd /\nexport NODE_OPTIONS="--conditions=@gcepool/source $NODE_OPTIONS"\n"$0" --eval "$1"`;
    const shell = spawn('sh', ['-eu', '-c', script, process.execPath, fetched], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    expect((await text(shell.stdout)).trim()).toBe('200');
  });

  test.each([
    [['--url', 'nonsense'], 'Use an address such as'],
    [['--port', '0'], 'Use a number from 1 to 65535'],
    [['--json', '--shell'], 'cannot be used with'],
    [['java', '--url', 'http://127.0.0.1:4080/_sim/forks/f'], 'has no path'],
    [['cobol'], 'Allowed choices are gcloud, terraform, node, go, python, java, proxy'],
  ])('refuses %j', async (args, message) => {
    const { code, remarks } = await run('sim', 'env', ...args);
    expect({ code, remarks }).toEqual({ code: 2, remarks: [expect.stringContaining(message)] });
  });
});

describe('gcepool sim', () => {
  test('starts at the time of the machine', async () => {
    const { url, stop } = await serve();
    const before = Date.now();
    await fetch(url + CHECKS, { method: 'POST', body: '{"name":"h","type":"TCP"}' });
    const { creationTimestamp } = (await (await fetch(`${url}${CHECKS}/h`)).json()) as { creationTimestamp: string };
    // Operations take a second of virtual time each.
    expect(Math.abs(Date.parse(creationTimestamp) - before)).toBeLessThan(600_000);
    await stop('SIGTERM');
  });

  test('starts at the time it is told', async () => {
    const { url, stop } = await serve('--start-time', '2030-01-01T00:00:00Z');
    await fetch(url + CHECKS, { method: 'POST', body: '{"name":"h","type":"TCP"}' });
    expect(await (await fetch(`${url}${CHECKS}/h`)).json()).toMatchObject({
      creationTimestamp: expect.stringMatching(/^2029-12-31T16:00:00/),
    });
    await stop('SIGTERM');
  });

  test('prints a line for each request if asked', async () => {
    const { url, stop } = await serve('--log');
    await fetch(`${url}${CHECKS}/missing`);
    expect((await stop('SIGTERM')).out).toMatch(
      /Z 404 GET healthChecks\.get projects\/my-project\/global\/healthChecks\/missing \S+ notFound\n/,
    );
  });

  test('says once what in requests had no effect', async () => {
    const { url, stop } = await serve();
    for (const name of ['a', 'b']) {
      const answer = await fetch(url + CHECKS, {
        method: 'POST',
        body: `{"name":"${name}","type":"TCP","portt":7,"\\u001b[2J":1}`,
      });
      expect(answer.headers.get('x-gcepool-ignored')).toMatch(/^resource\.portt; nearest=\w+, resource\.%5Cu001b/);
    }
    const lines = (await stop('SIGTERM')).error.trim().split('\n');
    expect(lines).toEqual([
      expect.stringMatching(/healthChecks\.insert .*\/healthChecks\/a: ignored resource\.portt \(nearest: \w+\)$/),
      expect.stringContaining('ignored resource.'),
    ]);
    expect(lines.join('')).not.toContain('\u001b');
  });

  test('refuses it if it is strict', async () => {
    const { url, stop } = await serve('--strict');
    const { status } = await fetch(url + CHECKS, { method: 'POST', body: '{"name":"h","type":"TCP","portt":7}' });
    expect(status).toBe(400);
    await stop('SIGTERM');
  });
});

describe('gcepool gcloud', () => {
  /** A gcloud that prints what it was given. */
  async function fakeGcloud(): Promise<string> {
    const path = join(folder, 'gcloud');
    const names = 'CLOUDSDK_API_ENDPOINT_OVERRIDES_COMPUTE CLOUDSDK_CORE_PROJECT CLOUDSDK_CORE_ACCOUNT CLOUDSDK_CONFIG';
    const script = ['#!/bin/sh', 'echo "$@"', `for name in ${names}; do printenv $name || echo none; done`, 'exit 2'];
    await writeFile(path, `${script.join('\n')}\n`);
    await chmod(path, 0o755);
    return `${folder}${delimiter}${process.env['PATH'] ?? ''}`;
  }

  test('is gcloud with a configuration of its own, and fails when it fails', async () => {
    const env = { PATH: await fakeGcloud(), CLOUDSDK_CORE_ACCOUNT: 'me@example.com' };
    const args = [
      'gcloud',
      '--url',
      server.url,
      '--project',
      'my-project',
      '--',
      'compute',
      'zones',
      'list',
      '--limit=1',
    ];
    const { code, out, error } = await startedCommand(args, { env }).ended;
    expect({ code, error }).toEqual({ code: 2, error: 'gcepool: gcloud ended with status 2\n' });
    expect(out.trim().split('\n')).toEqual([
      'compute zones list --limit=1',
      `${server.url}/compute/v1/`,
      'my-project',
      'none',
      expect.stringMatching(/gcepool-gcloud-/),
    ]);
  });

  test.each(['beta', 'alpha'])('gcloud %s asks the API of that version', async (track) => {
    const args = ['gcloud', '--url', server.url, '--', '--quiet', track, 'compute', 'zones', 'list'];
    const { out } = await startedCommand(args, { env: { PATH: await fakeGcloud() } }).ended;
    expect(out.trim().split('\n')[1]).toBe(`${server.url}/compute/${track}/`);
  });

  test('starts a simulator if asked', async () => {
    const env = { PATH: await fakeGcloud() };
    const { out } = await startedCommand(['gcloud', '--start', '--', 'version'], { env }).ended;
    expect(out.split('\n')[1]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/compute\/v1\/$/);
    expect(out).not.toContain(':4080/');
  });

  test('says so when gcloud is not installed', async () => {
    const env = { PATH: join(folder, 'nowhere') };
    const { code, error } = await startedCommand(['gcloud', '--url', server.url, '--', 'version'], { env }).ended;
    expect({ code, error }).toEqual({ code: 1, error: expect.stringContaining('gcloud is not installed') });
  });

  test('says so when no simulator runs', async () => {
    const closed = await listen(createSimulator());
    await closed.close();
    const { code, remarks } = await run('gcloud', '--url', closed.url, '--', 'version');
    expect({ code, remarks }).toEqual({
      code: 1,
      remarks: [expect.stringContaining(`no simulator runs at ${closed.url}`)],
    });
  });
});

describe('gcepool sim --data', () => {
  test('of a database that is out of reach says so, and nothing of the password', async () => {
    for (const address of ['127.0.0.1:9/database', 'db.test:port/database', '127.0.0.1:9/database?cloud=No']) {
      const { code, out, remarks } = await run('sim', '--port', '0', '--data', `postgres://me:geheim@${address}`);
      expect({ code, out, remarks }).toEqual({
        code: 2,
        out: '',
        remarks: [expect.stringMatching(/^--data postgres:/)],
      });
      expect(remarks.join('')).not.toContain('geheim');
    }
  });

  test('is read in a way of its own only where it is a database', async () => {
    expect(await run('sim', '--port', '0', '--reads', 'local')).toMatchObject({
      code: 2,
      remarks: [expect.stringContaining('goes with --data postgres://')],
    });
  });

  test('goes on after a kill, and says what it set aside', async () => {
    const data = join(folder, 'data');
    const first = await serve('--data', data);
    expect((await insert(first.url, 'a')).status).toBe(200);
    await first.stop('SIGKILL');
    const second = await serve('--data', data);
    expect([await statusOf(second.url, 'a'), await statusOf(second.url, 'b')]).toEqual([200, 404]);
    expect((await second.stop('SIGTERM')).error).toBe('');
    await writeFile(join(data, 'simulator.sqlite'), 'nonsense'.repeat(1000));
    const third = await serve('--data', data);
    expect(await statusOf(third.url, 'a')).toBe(404);
    expect((await third.stop('SIGTERM')).error).toContain(
      `is set aside as ${join(data, 'simulator.sqlite.damaged-1')}`,
    );
    expect(await readFile(join(data, 'simulator.sqlite.damaged-1'), 'utf8')).toContain('nonsense');
  });

  test('with other options is refused', async () => {
    const data = join(folder, 'seeded');
    await (await serve('--data', data, '--seed', 'a')).stop('SIGTERM');
    const { code, remarks } = await run('sim', '--port', '0', '--data', data, '--seed', 'b');
    expect({ code, remarks }).toEqual({
      code: 2,
      remarks: [expect.stringContaining(`--data ${data}: seed: what is kept`)],
    });
  });
});

test('gcepool sim --own-links', async () => {
  const { url, stop } = await serve('--own-links');
  const network = `${url}/compute/v1/projects/p/global/networks/default`;
  expect(await (await fetch(network)).json()).toMatchObject({ selfLink: network });
  await stop('SIGTERM');
});

test('gcepool sim --allow-host and --admin-token', async () => {
  const { url, stop } = await serve('--admin-token', 'open-sesame', '--allow-host', 'sim.test', '--clock', 'manual');
  const authorization = 'Bearer open-sesame';
  expect((await fetch(`${url}/_sim/clock`)).status).toBe(401);
  expect(await (await fetch(`${url}/_sim/clock`, { headers: { authorization } })).json()).toMatchObject({
    mode: 'manual',
  });
  await stop('SIGTERM');
  expect(await run('sim', '--port', '0', '--admin-token', 'short')).toMatchObject({
    code: 2,
    remarks: ['--admin-token: must have at least 8 characters'],
  });
  expect(await run('sim', '--port', '0', '--allow-host', 'http://x')).toMatchObject({
    code: 2,
    remarks: [expect.stringContaining("--allow-host: 'http://x' is no host name")],
  });
});

test('gcepool sim --token, and what it says without one on other addresses', async () => {
  const guarded = await serve('--token', 'open-sesame', '--host', '0.0.0.0');
  expect(await statusOf(guarded.url, 'a')).toBe(401);
  expect((await guarded.stop('SIGTERM')).error).toBe('');
  const open = await serve('--host', '0.0.0.0');
  expect((await open.stop('SIGTERM')).error).toContain(
    '--host 0.0.0.0: whoever reaches this address can use the simulator',
  );
  expect(await run('sim', '--port', '0', '--token', 'short')).toMatchObject({
    code: 2,
    remarks: ['--token: must have at least 8 characters'],
  });
});

test('gcepool record and compare', async () => {
  const file = join(folder, 'recorded.jsonl');
  const recorder = startedCommand(['record', '--upstream', server.url, '--out', file, '--port', '0']);
  const url = await recorder.listening();
  await insert(url, 'recorded');
  expect(await statusOf(url, 'recorded')).toBe(200);
  recorder.child.kill('SIGTERM');
  expect((await recorder.ended).out).toContain('2 exchanges recorded');
  expect(await run('compare', file)).toEqual({ code: 0, out: '2 of 2 exchanges agree', remarks: [] });
  await writeFile(file, (await readFile(file, 'utf8')).replace('"checkIntervalSec":5', '"checkIntervalSec":6'));
  const { code, out } = await run('compare', file);
  expect(code).toBe(1);
  expect(out).toMatch(/:2 GET .*healthChecks\/recorded\n {2}checkIntervalSec +recorded 6 +answered 5\n1 of 2/);
});
