import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSimulator } from '../simulator.ts';
import type { SimulatorServer } from './node.ts';
import { listen } from './node.ts';

let server: SimulatorServer;
beforeAll(async () => {
  server = await listen(createSimulator({ auth: 'required' }));
});
afterAll(() => server.close());

test('/healthz says that it serves, to who has no token', async () => {
  const response = await fetch(`${server.url}/healthz`);
  expect([response.status, await response.text()]).toEqual([200, 'ok\n']);
});

test('/healthz says why it serves no more', async () => {
  const append = (): boolean => {
    throw new Error('no space left');
  };
  const simulator = createSimulator({ store: { load: () => undefined, replace: () => true, append } });
  const kept = await listen(simulator);
  try {
    const look = async () => {
      const response = await fetch(`${kept.url}/healthz`);
      return [response.status, await response.text()];
    };
    expect(await look()).toEqual([200, 'ok\n']);
    simulator.handle({ method: 'POST', url: '/compute/v1/projects/p/global/addresses', body: { name: 'a' } });
    expect(await look()).toEqual([503, expect.stringContaining('can no longer be kept (no space left)')]);
  } finally {
    await kept.close();
  }
});

test('/ says what this is, and to Google’s clients that it is a metadata server', async () => {
  const front = await fetch(server.url);
  expect([front.status, await front.text()]).toEqual([200, expect.stringContaining('/_sim')]);
  const metadata = await fetch(server.url, { headers: { 'metadata-flavor': 'Google' } });
  expect([metadata.headers.get('metadata-flavor'), await metadata.text()]).toEqual(['Google', 'computeMetadata/\n']);
});

test('nothing else is a page', async () => {
  expect((await fetch(`${server.url}/healthz`, { method: 'POST' })).status).toBe(404);
  expect(
    (await fetch(`${server.url}/healthz`, { headers: { 'x-gcepool-host': 'compute.googleapis.com' } })).status,
  ).toBe(403);
});
