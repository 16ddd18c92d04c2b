import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { bin, startedCommand } from './started-command.test-support.ts';

const example = (name: string): string => fileURLToPath(new URL(`../examples/${name}`, import.meta.url));
const fromSource = '--conditions=@gcepool/source';

async function run(command: string, args: readonly string[]) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, error, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: Number(code), out, error };
}

const gcepool = (...args: readonly string[]) => startedCommand(args).ended;

describe('the command', () => {
  test('an old Node is told apart in one line', async () => {
    const old = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.9.0'}})`;
    const { code, out, error } = await run(process.execPath, ['--import', old, bin, 'demo']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(error).toMatch(/^gcepool: needs Node\.js 22\.12 or newer, and this is 20\.9\.0; [^\n]+\n$/);
  });

  test('a mistake is one line and status 2, with no stack trace', async () => {
    const { code, out, error } = await gcepool('plan', '--zones', 'us-central1-a', '--form', 'x');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toMatch(/^gcepool: unknown option '--form' \(Did you mean --from\?\)[^\n]*\n$/);
  });

  test('process substitution is a file like any other', async () => {
    const script = `"$0" ${fromSource} "$1" plan --zones us-central1-a --output json --from <(cat "$2")`;
    const { code, out } = await run('bash', ['-c', script, process.execPath, bin, example('shop.yaml')]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ command: 'plan' });
  });

  test('one list on standard input holds services and nodes', async () => {
    const script = `cat "$2" <(echo ---) "$3" | "$0" ${fromSource} "$1" plan --output json --from - --nodes -`;
    const files = [example('shop.yaml'), example('nodes.json')];
    const { code, out } = await run('bash', ['-c', script, process.execPath, bin, ...files]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      zones: ['us-central1-a', 'us-central1-b', 'us-central1-c'],
      steps: expect.arrayContaining([expect.objectContaining({ verb: 'addInstances' })]),
    });
  });

  test('a reader that leaves early is no error', async () => {
    const script = `set -o pipefail; "$0" ${fromSource} "$1" plan --zones us-central1-a --from "$2" | head -1`;
    const { code, error } = await run('bash', ['-c', script, process.execPath, bin, example('shop.yaml')]);
    expect(code).toBe(0);
    expect(error).not.toContain('EPIPE');
  });
});

test('a second SIGINT ends it at once, even where the cloud does not answer', async () => {
  const silent = createServer(() => undefined);
  silent.listen(0, '127.0.0.1');
  onTestFinished(() => {
    silent.closeAllConnections();
    silent.close();
  });
  const asked = once(silent, 'request');
  await once(silent, 'listening');
  // A server that listens on TCP has such an address.
  const { port } = silent.address() as AddressInfo;
  const place = ['--endpoint', `http://127.0.0.1:${port}`, '--cluster', 'shop', '--zones', 'us-central1-a'];
  const child = spawn(process.execPath, [fromSource, bin, 'sync', '--from', example('shop.yaml'), ...place]);
  onTestFinished(() => void child.kill('SIGKILL'));
  await asked;
  const lines: string[] = [];
  child.kill('SIGINT');
  for await (const line of createInterface(child.stderr)) {
    lines.push(line);
    if (line.includes('stopping: ')) child.kill('SIGINT');
  }
  expect(child.exitCode ?? (await once(child, 'close'))[0]).toBe(1);
  expect(lines.slice(-2)).toEqual([
    'gcepool: stopping: what is under way is finished first; a second signal stops at once',
    'gcepool: interrupted before anything was changed',
  ]);
});

describe('gcepool run', () => {
  test('ends gracefully on SIGTERM', async () => {
    const args = [fromSource, bin, 'run', '--zones', 'us-central1-a', '--from', example('shop.yaml')];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const error = text(child.stderr);
    const lines: string[] = [];
    for await (const line of createInterface(child.stdout)) {
      lines.push(line);
      if (/changes made|nothing to do|failed/.test(line)) child.kill('SIGTERM');
    }
    expect(child.exitCode ?? (await once(child, 'close'))[0]).toBe(0);
    expect(lines.at(-2)).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z 21 of 21 changes made/);
    expect(lines.at(-1)).toMatch(/Z stopped$/);
    expect(await error).toMatch(
      /^gcepool: reconciling every 60 s, on the embedded simulator [^\n]*\n(?:gcepool: (?:note|passed over): [^\n]*\n)*$/,
    );
  });
});

describe('gcepool sim', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'says where it listens first, serves, and stops cleanly on %s',
    async (signal) => {
      const { child, ended, listening } = startedCommand(['sim', '--port', '0']);
      const zone = `${await listening()}/compute/v1/projects/p1-project/zones/us-central1-a`;
      expect(await (await fetch(zone)).json()).toMatchObject({ kind: 'compute#zone', name: 'us-central1-a' });

      child.kill(signal);
      const out = expect.stringMatching(/^listening on http:\/\/127\.0\.0\.1:\d+\n/);
      expect(await ended).toEqual({ code: 0, out, error: '' });
    },
  );

  test('loads neither the Google client nor msw', async () => {
    const spy = `data:text/javascript,import{registerHooks}from'node:module';registerHooks({resolve:(s,c,n)=>{const r=n(s,c);console.error(r.url);return r}})`;
    const { child, ended, listening } = startedCommand(['sim', '--port', '0'], { flags: ['--import', spy] });
    await listening();
    child.kill();
    const urls = (await ended).error.split('\n');
    expect(urls.some((url) => url.includes('/sim/'))).toBe(true);
    expect(urls.filter((url) => /@google-cloud|google-gax|\/msw\/|\/packages\/(gce|core)\//.test(url))).toEqual([]);
  });
});
