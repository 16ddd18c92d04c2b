import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createSimulator } from '../simulator.ts';
import type { SimulatorServer } from './node.ts';
import { listen } from './node.ts';

const simulator = createSimulator();
let server: SimulatorServer;
beforeAll(async () => {
  server = await listen(simulator);
});
beforeEach(() => simulator.reset());
afterAll(() => server.close());

/** Reads a stream until what came of it has a text. */
async function reading(response: Response): Promise<(text: string) => Promise<string>> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let come = '';
  return async (text) => {
    while (!come.includes(text)) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (done) return come;
      come += value ?? '';
    }
    return come;
  };
}

const look = () => fetch(`${server.url}/compute/v1/projects/p/zones/us-central1-a`);

test('who looks on is told where the simulator is, and what is called from then on', async () => {
  await look();
  const response = await fetch(`${server.url}/_sim/events`);
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=UTF-8');
  const until = await reading(response);
  expect(await until('\n\n')).toMatch(/^event: position\ndata: \{"beginnings":\d+,"commands":0,"calls":1,/);
  await look();
  const told = await until('event: calls');
  expect(await until('"missed":0}\n\n')).toContain('"sequence":2');
  expect(told).not.toContain('"sequence":1,');
  await response.body?.cancel().catch(() => undefined);
});

test('a fork has a stream of its own, and what was sent is kept while it is read', async () => {
  await fetch(`${server.url}/_sim/forks`, { method: 'POST', body: '{"name": "f"}' });
  const stop = new AbortController();
  const until = await reading(await fetch(`${server.url}/_sim/forks/f/_sim/events`, { signal: stop.signal }));
  await until('event: position');
  await fetch(`${server.url}/_sim/forks/f/compute/v1/projects/p/global/addresses`, {
    method: 'POST',
    body: '{"name":"a"}',
  });
  expect(await until('globalAddresses.insert')).toContain('"sequence":1');
  const exchange = await fetch(`${server.url}/_sim/forks/f/_sim/calls/1`);
  expect(await exchange.json()).toMatchObject({ sequence: 1, method: 'POST', body: '{"name":"a"}', status: 200 });
  expect((await fetch(`${server.url}/_sim/calls/1`)).status).toBe(404);
  stop.abort();
});

test('the stream of a fork ends with the fork, also where another has its name at once', async () => {
  const forks = `${server.url}/_sim/forks`;
  await fetch(forks, { method: 'POST', body: '{"name": "g"}' });
  const until = await reading(await fetch(`${forks}/g/_sim/events`));
  await until('event: position');
  await fetch(`${forks}/g`, { method: 'DELETE' });
  await fetch(forks, { method: 'POST', body: '{"name": "g"}' });
  expect(await until('never')).not.toContain('never');
});

test('a server ends its streams when it closes, and refuses another hand than GET', async () => {
  const other = await listen(createSimulator());
  const until = await reading(await fetch(`${other.url}/_sim/events`));
  await until('event: position');
  expect((await fetch(`${other.url}/_sim/events`, { method: 'POST' })).status).toBe(404);
  const ended = until('never').catch(() => 'cut off');
  await other.close();
  expect(await ended).not.toContain('never');
});

test('there are so many streams and no more', async () => {
  const stop = new AbortController();
  const open = () => fetch(`${server.url}/_sim/events`, { signal: stop.signal });
  const statuses = (await Promise.all(Array.from({ length: 110 }, open))).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
  stop.abort();
});

test('the stream is the control plane’s: who may not ask that may not look on', async () => {
  const guarded = await listen(createSimulator(), { adminToken: 'open-sesame' });
  try {
    expect((await fetch(`${guarded.url}/_sim/events`)).status).toBe(401);
    expect((await fetch(`${guarded.url}/_sim/peek/compute/v1/projects/p/zones/us-central1-a`)).status).toBe(401);
  } finally {
    await guarded.close();
  }
});

test('a peek is answered as the API answers, under a path of its own', async () => {
  const path = '/compute/v1/projects/p/zones?filter=name eq us-central1-.*&fields=items/name';
  const [peek, read] = await Promise.all([fetch(`${server.url}/_sim/peek${path}`), fetch(server.url + path)]);
  expect([peek.status, await peek.text()]).toEqual([200, await read.text()]);
  expect(simulator.calls.mark()).toBe(1);
});
