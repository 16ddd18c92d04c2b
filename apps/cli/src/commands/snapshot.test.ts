import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSimulator } from '@gcepool/sim';
import { listen } from '@gcepool/sim/node';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { ranCommand } from '../ran-command.test-support.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gcepool-snapshots-'));
  vi.stubEnv('XDG_STATE_HOME', folder);
});
afterEach(() => rm(folder, { recursive: true }));

async function served(adminToken?: string) {
  const simulator = createSimulator();
  const server = await listen(simulator, { ...(adminToken !== undefined && { adminToken }) });
  onTestFinished(() => server.close());
  return { simulator, url: server.url };
}
const snapshot = (...argv: readonly string[]) => ranCommand(['snapshot', ...argv]);
const insert = (simulator: ReturnType<typeof createSimulator>, name: string) =>
  simulator.handle({ method: 'POST', url: '/compute/v1/projects/p/global/healthChecks', body: { name, type: 'TCP' } });

test('what is saved is listed, and another simulator goes on from it', async () => {
  const [first, second] = [await served(), await served('opens-it-all')];
  insert(first.simulator, 'kept');
  expect(await snapshot('save', 'shop-1', '--url', first.url)).toMatchObject({ code: 0, out: 'saved shop-1' });
  insert(first.simulator, 'later');
  const list = await snapshot('list', '--output', 'json');
  expect(JSON.parse(list.out)).toEqual({
    snapshots: [{ name: 'shop-1', saved: expect.any(String), bytes: expect.any(Number) }],
  });
  const load = ['load', 'shop-1', '--url', second.url];
  expect((await snapshot(...load)).code).toBe(1);
  expect(await snapshot(...load, '--admin-token', 'opens-it-all')).toMatchObject({ code: 0, out: 'loaded shop-1' });
  const there = (name: string) =>
    second.simulator.handle({ method: 'GET', url: `/compute/v1/projects/p/global/healthChecks/${name}` }).status;
  expect([there('kept'), there('later')]).toEqual([200, 404]);
});

test('what is not there is told, with what is', async () => {
  const { url } = await served();
  expect((await snapshot('load', 'none', '--url', url)).remarks[0]).toContain('none is kept; `gcepool snapshot save');
  await snapshot('save', 'one', '--url', url);
  expect((await snapshot('load', 'two', '--url', url)).remarks).toEqual(['there is no snapshot two; kept are one']);
  expect((await snapshot('save', '../two', '--url', url)).code).toBe(2);
});
