import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { createSimulator } from '@gcepool/sim';
import type { Simulator } from '@gcepool/sim';
import { listen } from '@gcepool/sim/node';
import { expect, onTestFinished, test } from 'vitest';
import { ranCommand } from './ran-command.test-support.ts';

const example = (name: string): string => fileURLToPath(new URL(`../examples/${name}`, import.meta.url));
const shop = ['--from', example('shop.yaml')];

/** What runs commands on a simulator that calls `hear` of each request before it answers. */
async function lab(simulator: Simulator, hear: (method: string, url: string) => void) {
  const handle: Simulator['handle'] = (request) => {
    hear(request.method, request.url);
    return simulator.handle(request);
  };
  const server = await listen({ ...simulator, handle });
  onTestFinished(() => server.close());
  return (...argv: readonly string[]) => ranCommand([...argv, '--endpoint', server.url, '--cluster', 'shop']);
}

const isCheckInsert = (method: string, url: string): boolean =>
  method === 'POST' && url.includes('/global/healthChecks');

test('a signal lets the steps under way finish, and what was done and what was not is told', async () => {
  let isHeard = false;
  const run = await lab(createSimulator(), (method, url) => {
    if (isHeard || !isCheckInsert(method, url)) return;
    isHeard = true;
    process.emit('SIGINT');
  });
  const command = ['sync', ...shop, '--zones', 'us-central1-a', '--gc'];
  const { code, out, remarks } = await run(...command);
  expect(code).toBe(1);
  expect(remarks.slice(-2)).toEqual([
    'stopping: what is under way is finished first; a second signal stops at once',
    'sync: interrupted: 11 of 21 changes made, 10 not tried; not begun: gc; when it is run again, sync carries on',
  ]);
  expect(out).toMatch(/done +create +healthChecks/);
  expect(out).toMatch(/skipped +create +backendServices.* was not begun: the pool is being stopped/);
  expect(out).toMatch(/11 of 21 changes made, 10 not tried/);
  // Nobody listens any more, and the next command is not interrupted.
  expect((await run(...command)).out).toContain('10 of 10 changes made');

  isHeard = false;
  const json = await run(
    'sync',
    '--from',
    example('shop-changed.yaml'),
    '--zones',
    'us-central1-a',
    '--output',
    'json',
  );
  expect(JSON.parse(json.out)).toMatchObject({
    interrupted: true,
    notBegun: [],
    changes: { made: 3, failed: 0, skipped: 2 },
  });
});

test('a second signal stops at once, and says what is known', async () => {
  const simulator = createSimulator();
  simulator.faults.add({ method: 'healthChecks.insert', times: 1, fault: 'operationNeverEnds' });
  const polls = new Map<string, number>();
  let inserts = 0;
  const run = await lab(simulator, (method, url) => {
    if (isCheckInsert(method, url) && (inserts += 1) === 1) process.emit('SIGINT');
    if (!url.includes('/operations/')) return;
    polls.set(url, (polls.get(url) ?? 0) + 1);
    // Only what never ends is asked for again.
    if (polls.get(url) === 2) process.emit('SIGINT');
  });
  const { code, out, remarks } = await run('sync', ...shop, '--zones', 'us-central1-a');
  expect(code).toBe(1);
  expect(out).toMatch(/failed +create +healthChecks\/k8s-be-\d+--shop .*may still be carried out/);
  expect(remarks.at(-1)).toMatch(/^sync: interrupted: 10 of 21 changes made, 1 failed, 10 not tried; /);
});

test('a read that hangs does not keep a second signal from stopping', async () => {
  let reads = 0;
  const simulator = createSimulator();
  const run = await lab(simulator, (method, url) => {
    if (!url.includes('backendServices') || method !== 'GET' || (reads += 1) > 1) return;
    process.emit('SIGINT');
    process.emit('SIGINT');
  });
  const { code, out, remarks } = await run('sync', ...shop, '--zones', 'us-central1-a');
  expect(code).toBe(1);
  expect(out).toContain('nothing was changed');
  expect(remarks.at(-1)).toMatch(/^sync: interrupted: nothing was changed; not begun: sync; /);
});
