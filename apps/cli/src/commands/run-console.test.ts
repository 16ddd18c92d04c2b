import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { plainStyle } from '../output/style.ts';
import { LONG_RUN } from './long-run.test-support.ts';
import { run } from './run.ts';
import type { RunOptions } from './run.ts';

let pages: string;
beforeEach(async () => {
  pages = await mkdtemp(join(tmpdir(), 'gcepool-run-console-'));
  await writeFile(join(pages, 'loop.html'), '<title>the page</title>');
  await writeFile(
    join(pages, 'services.yaml'),
    'kind: Service\nmetadata: {name: web}\nspec: {type: NodePort, ports: [{name: http, port: 80, nodePort: 30001}]}',
  );
});
afterEach(() => rm(pages, { recursive: true }));

/** A run whose time stands still, once its first run is over. */
async function ranOnce(options: Partial<RunOptions> = {}) {
  const remarks: string[] = [];
  const stop = new AbortController();
  const ended: { promise?: Promise<unknown> } = {};
  const first = new Promise<void>((resolve, reject) => {
    const io = {
      print: (line: string) => (/changes made|nothing to do|failed/.test(line) ? resolve() : undefined),
      remark: (line: string) => void remarks.push(line),
      style: plainStyle,
    };
    const clock = {
      now: () => 5_000,
      random: () => 0.5,
      sleep: (_: number, signal?: AbortSignal) =>
        new Promise<void>((_resolve, rejectSleep) => {
          signal?.addEventListener('abort', () => rejectSleep(new Error('woken')));
        }),
    };
    const all: RunOptions = { ...LONG_RUN, from: [join(pages, 'services.yaml')], console: 0, ...options };
    ended.promise = run(all, io, { clock, pages, stop: { graceful: stop.signal, now: new AbortController().signal } });
    ended.promise.catch(reject);
  });
  onTestFinished(async () => {
    stop.abort();
    await Promise.allSettled([ended.promise]);
  });
  await first;
  const [, url = ''] = /; console on (http:\/\/127\.0\.0\.1:\d+)\/$/.exec(remarks[0] ?? '') ?? [];
  return { url, remarks, stop: () => stop.abort(), ended: ended.promise };
}

test('--console shows the loop: what it did, what is served, and when it runs next', async () => {
  const { url, stop, ended } = await ranOnce();
  const page = await fetch(url, { headers: { accept: 'text/html' } });
  expect(await page.text()).toBe('<title>the page</title>');
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'/);
  const loop: unknown = await (await fetch(`${url}/_loop`)).json();
  expect(loop).toMatchObject({
    command: 'run',
    cluster: 'shop',
    occasions: ['every 60 s'],
    state: 'waiting',
    begun: 1,
    nextRunAt: 65_000,
    ports: [{ nodePort: 30_001, label: 'default/web:http', state: 'as desired' }],
    problems: [],
    runs: [{ number: 1, result: 'succeeded', sum: '3 of 3 changes made' }],
  });
  const all: unknown = await (await fetch(`${url}/_loop/runs/1`)).json();
  expect(all).toMatchObject({
    steps: expect.arrayContaining([expect.objectContaining({ verb: 'create', outcome: 'done' })]),
  });
  expect((await fetch(`${url}/_loop/runs/2`)).status).toBe(404);
  expect((await fetch(`${url}/_loop`, { headers: { origin: 'http://evil.example' } })).status).toBe(403);
  stop();
  await ended;
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

test('what cannot be used is said once, and no port is said to be well before a run has seen it', async () => {
  await writeFile(
    join(pages, 'services.yaml'),
    'kind: Service\nmetadata: {name: web}\nspec: {type: NodePort, ports: [{name: http, port: 80, nodePort: 99999}]}',
  );
  const { url } = await ranOnce();
  expect(await (await fetch(`${url}/_loop`)).json()).toMatchObject({
    state: 'backingOff',
    problems: [expect.stringContaining('nodePort 99999')],
    ports: [],
  });
});

test('a port that is taken, or a page that is not there, is said with the way out', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  // A server that listens on a port has an address of this form.
  const { port } = other.address() as AddressInfo;
  await expect(ranOnce({ console: port })).rejects.toThrow(
    /^--console \d+: .*EADDRINUSE.*; choose another, or 0 for any free one$/,
  );
  await rm(join(pages, 'loop.html'));
  await expect(ranOnce()).rejects.toThrow(
    '--console 0: there is no page loop.html of @gcepool/console here; npm install @gcepool/console',
  );
});
