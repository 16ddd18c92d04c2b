import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import type { ConsoleServer } from './console-server.ts';
import { listenConsole, NoConsoleError } from './console-server.ts';

let folder: string;
let server: ConsoleServer;
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gcepool-loop-'));
  await mkdir(join(folder, 'console'));
  await writeFile(join(folder, 'loop.html'), '<meta name="gcepool-token" content="%GCEPOOL_TOKEN%" />');
});
afterAll(() => rm(folder, { recursive: true }));

const listening = async (): Promise<ConsoleServer> => {
  const made = await listenConsole({
    page: 'loop',
    port: 0,
    folder,
    events: '/events',
    answer: (path) => (path === '/count' ? { count } : undefined),
  });
  onTestFinished(() => made.close());
  return made;
};
beforeEach(async () => {
  server = await listening();
});

/** What is answered to a request with any headers, which `fetch` would not send. */
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<{ readonly status: number | undefined; readonly text: string }>((resolve, reject) => {
    const asked = request(server.url + path, { headers, method }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (more: string) => (text += more));
      response.on('end', () => resolve({ status: response.statusCode, text }));
    });
    asked.on('error', reject).end();
  });

test('programs are answered, and browsers are given the page', async () => {
  count = 7;
  expect(await ask('/count')).toEqual({ status: 200, text: '{"count":7}\n' });
  expect((await ask('/', { accept: 'text/html' })).text).toMatch(
    /^<meta name="gcepool-token" content="[\w-]{40,}" \/>$/,
  );
  expect(await ask('/nothing')).toMatchObject({ status: 404 });
  expect(await ask('/count', {}, 'POST')).toMatchObject({ status: 405 });
  expect(await ask('/events', {}, 'HEAD')).toEqual({ status: 200, text: '' });
});

test('its page is answered with the token that it was given, and no other page, nor by another name', async () => {
  const { text } = await ask('/', { accept: 'text/html' });
  const [, token = ''] = /content="([^"]+)"/.exec(text) ?? [];
  const host = new URL(server.url).host;
  const own = { host, 'sec-fetch-site': 'same-origin' };
  expect(await ask('/count', { ...own, 'x-gcepool-console': token })).toMatchObject({ status: 200 });
  expect(await ask('/count', own)).toMatchObject({ status: 403 });
  expect(await ask('/count', { host, origin: 'http://evil.example', 'x-gcepool-console': token })).toMatchObject({
    status: 403,
  });
  expect(await ask('/count', { host: 'evil.example' })).toMatchObject({ status: 403 });
  expect(await ask('/events', { host: 'evil.example' })).toMatchObject({ status: 403 });
});

test('who looks on is told at the start, and of each change; many at once are one', async () => {
  const { body } = await fetch(`${server.url}/events`);
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  const changed = 'event: changed\ndata: {}\n\n';
  expect(await reader?.read()).toEqual({ done: false, value: changed });
  server.changed();
  expect(await reader?.read()).toEqual({ done: false, value: changed });
  for (let index = 0; index < 100; index++) server.changed();
  expect(await reader?.read()).toEqual({ done: false, value: changed });
  await server.close();
  expect(await reader?.read()).toMatchObject({ done: true });
});

test('where the page is not installed, that is an error', async () => {
  await expect(
    listenConsole({ page: 'other', port: 0, folder, events: '/events', answer: () => undefined }),
  ).rejects.toThrow(NoConsoleError);
});
