import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { createSimulator } from '@gcepool/sim';
import { listen } from '@gcepool/sim/node';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startedCommand } from '../started-command.test-support.ts';
import { execEnvironment } from './exec-environment.ts';

const SOURCE = '--conditions=@gcepool/source';
const ZONE = 'https://compute.googleapis.com/compute/v1/projects/p/zones/us-central1-a';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gcepool-exec-'));
});
afterAll(() => rm(folder, { recursive: true }));

const gcepool = (args: readonly string[], more: NodeJS.ProcessEnv = {}) =>
  startedCommand(args, { env: { NODE_OPTIONS: SOURCE, XDG_CACHE_HOME: folder, ...more } });
const started = (...command: readonly string[]) => gcepool(['exec', '--start', '--', ...command]).ended;

describe('gcepool exec --start', () => {
  test.each(['--http1.1', '--http2'])('curl meets the simulator at Google’s own address: %s', async (version) => {
    const { code, out, error } = await started('curl', '--silent', '--show-error', version, ZONE);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(JSON.parse(out)).toMatchObject({ kind: 'compute#zone' });
  });

  test('Node.js does, by fetch and by node:https, and so do processes that it starts', async () => {
    const program = `
      const { get } = await import('node:https');
      const { execFileSync } = await import('node:child_process');
      const fetched = (await fetch('${ZONE}')).status;
      const got = await new Promise((resolve) => get('${ZONE}', ({ statusCode }) => resolve(statusCode)));
      const child = execFileSync('curl', ['--silent', '--output', '${folder}/zone', '--write-out', '%{http_code}', '${ZONE}']);
      console.log(JSON.stringify([fetched, got, Number(child)]));
      process.exit();`;
    const { out, error } = await started(process.execPath, '--input-type=module', '--eval', program);
    expect({ statuses: JSON.parse(out || '[]'), error }).toEqual({ statuses: [200, 200, 200], error: '' });
  });

  test('the metadata server and other APIs of Google are its own', async () => {
    const id = 'http://metadata.google.internal/computeMetadata/v1/project/project-id';
    expect((await started('curl', '--silent', '--header', 'Metadata-Flavor: Google', id)).out).toBe('gcepool-sim');
    const { out } = await started('curl', '--silent', 'https://storage.googleapis.com/b');
    expect(out).toContain('No simulator answers GET https://storage.googleapis.com/b');
  });

  test('other hosts are reached, or refused and told', async () => {
    const other = createServer((_, response) => response.end('reached')).listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    // A server that listens on TCP has such an address; written so, NO_PROXY does not name it.
    const url = `http://127.1:${(other.address() as AddressInfo).port}/`;
    const curl = ['curl', '--silent', '--noproxy', '', '--proxytunnel', url];
    expect((await started(...curl)).out).toBe('reached');
    const refused = await gcepool(['exec', '--start', '--other-hosts', 'refused', '--', ...curl]).ended;
    expect(refused).toMatchObject({ out: '', error: expect.stringContaining('which is no host of Google') });
  });

  test('ends as the program does', async () => {
    expect(await started('sh', '-c', 'echo out; echo error >&2; exit 7')).toEqual({
      code: 7,
      out: 'out\n',
      error: 'error\n',
    });
    expect(await started('sh', '-c', 'kill -KILL $$')).toMatchObject({ code: 137, error: '' });
    expect(await started('/nowhere')).toMatchObject({
      code: 1,
      error: 'gcepool: /nowhere cannot be run: there is no such program on the PATH\n',
    });
  });
});

describe('gcepool exec with a simulator that runs', () => {
  test('uses it', async () => {
    const url = await gcepool(['sim', '--port', '0']).listening();
    const used = await gcepool(['exec', '--url', url, '--', 'curl', '--silent', ZONE]).ended;
    expect(JSON.parse(used.out)).toMatchObject({ kind: 'compute#zone' });
    const counts: unknown = await (await fetch(`${url}/_sim/calls/counts`)).json();
    expect(counts).toMatchObject({ counts: { 'zones.get': 1 } });
    const other = { XDG_CACHE_HOME: join(folder, 'other') };
    const elsewhere = await gcepool(['exec', '--url', url, '--', 'true'], other).ended;
    expect(elsewhere).toMatchObject({ code: 1, error: expect.stringContaining('does not vouch for') });
  });

  test('says what is in the way', async () => {
    const server = await listen(createSimulator());
    onTestFinished(() => server.close());
    const { url } = server;
    const tried = (...args: readonly string[]) => gcepool(['exec', ...args, '--', 'true']).ended;
    expect(await tried('--url', url)).toMatchObject({ code: 1, error: expect.stringContaining('is no proxy') });
    expect(await tried('--url', `${url}/_sim/forks/f`)).toMatchObject({
      code: 2,
      error: expect.stringContaining('fork'),
    });
    expect(await tried('--url', url, '--other-hosts', 'passed')).toMatchObject({
      code: 2,
      error: expect.stringContaining('goes with --start'),
    });
    const closed = await listen(createSimulator());
    await closed.close();
    expect(await tried('--url', closed.url)).toMatchObject({
      code: 1,
      error: expect.stringContaining('no simulator runs at'),
    });
  });
});

describe('gcepool sim env, evaluated by a shell', () => {
  /** What a command prints in the environment that is printed for a client. */
  async function within(client: string, ...command: readonly string[]): Promise<string> {
    const url = await gcepool(['sim', '--port', '0']).listening();
    const { out } = await gcepool(['sim', 'env', client, '--url', url]).ended;
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME };
    const shell = spawn('sh', ['-c', `${out}"$@"`, 'sh', ...command], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    return text(shell.stdout);
  }

  test('leads any program there', async () => {
    expect(JSON.parse(await within('proxy', 'curl', '--silent', ZONE))).toMatchObject({ kind: 'compute#zone' });
  });
});

test('gcepool sim --tls serves HTTPS with certificates that are trusted by those who are told to', async () => {
  const server = gcepool(['sim', '--port', '0', '--tls']);
  const url = (await server.listening()).replace('http:', 'https:');
  const curl = spawn('curl', ['--silent', '--cacert', join(folder, 'gcepool', 'ca.pem'), `${url}/healthz`]);
  expect(await text(curl.stdout)).toBe('ok\n');
  server.child.kill();
  const told = `listening on ${url}, for clients that trust ${join(folder, 'gcepool', 'ca.pem')}\n`;
  expect((await server.ended).out).toContain(told);
});

test('nothing of the machine leads clients past the simulator', () => {
  const machine = {
    PATH: '/bin',
    NO_PROXY: 'intern.test,.googleapis.com,*,compute.googleapis.com:443,com,169.254.169.254',
    ALL_PROXY: 'socks5://p',
    https_proxy: 'http://p',
    GOOGLE_APPLICATION_CREDENTIALS: '/key.json',
    CLOUDSDK_CORE_ACCOUNT: 'me',
    GCE_METADATA_HOST: 'real',
    NODE_OPTIONS: '--title=x',
    JAVA_TOOL_OPTIONS: '-Dx=y',
  };
  const trust = { own: '/c a/ca.pem', bundle: '/c a/bundle.pem', javaStore: '/c a/trust.jks' };
  const made = execEnvironment(machine, { url: 'http://127.0.0.1:4080', project: 'p', trust }, '/tmp/g');
  expect(made).toMatchObject({
    PATH: '/bin',
    NO_PROXY: 'localhost,127.0.0.1,::1,intern.test',
    https_proxy: 'http://127.0.0.1:4080',
    GCE_METADATA_HOST: '127.0.0.1:4080',
    SSL_CERT_FILE: '/c a/bundle.pem',
    NODE_EXTRA_CA_CERTS: '/c a/ca.pem',
    CLOUDSDK_CONFIG: '/tmp/g',
    CLOUDSDK_CORE_PROJECT: 'p',
    NODE_OPTIONS: expect.stringMatching(/^--title=x --import=file:/),
    JAVA_TOOL_OPTIONS: expect.stringMatching(/^-Dx=y .*"-Djavax\.net\.ssl\.trustStore=\/c a\/trust\.jks"/),
  });
  for (const name of ['ALL_PROXY', 'GOOGLE_APPLICATION_CREDENTIALS', 'CLOUDSDK_CORE_ACCOUNT'])
    expect(made).not.toHaveProperty(name);
});
