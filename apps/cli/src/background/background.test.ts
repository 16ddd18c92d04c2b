import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { once } from 'node:events';
import { createSimulator } from '@gcepool/sim';
import { listen } from '@gcepool/sim/node';
import { expect, test } from 'vitest';
import { backgroundForTests } from './background-for-tests.test-support.ts';
import { runningSimulator } from './running-simulator.ts';

/** It is told where the console has been built. */
const hasConsole = existsSync(new URL('../../../console/dist/index.html', import.meta.url));
const consoleLine = (url: string): string => (hasConsole ? `console on ${url}/\n` : '');

const { folder, gcepool, sim, started } = backgroundForTests();

test('it runs on when the command has ended, is found again, and is gone when it was stopped', async () => {
  const { code, out, url, port, pid } = await started('--port', '0', '--log', '--seed=mine');
  expect([code, out]).toEqual([0, `listening on ${url}\n${consoleLine(url)}`]);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);

  const status = await sim('status', '--port', port, '--output', 'json');
  expect(JSON.parse(status.out)).toEqual({
    port: Number(port),
    running: true,
    url,
    ...(hasConsole && { console: `${url}/` }),
    pid,
    since: expect.stringMatching(/Z$/),
    log: join(folder(), `sim-${port}.log`),
  });
  expect((await sim('status', '--port', port)).out).toMatch(new RegExp(`^listening on .*\\n${consoleLine(url)}$`));
  expect(await sim('start', '--port', port)).toMatchObject({
    code: 0,
    out: `already listening on ${url}\n${consoleLine(url)}`,
    error: '',
  });
  expect((await sim('start', '--port', port, '--strict')).error).toContain('flags of this command have no effect');

  const follower = gcepool('sim', 'logs', '-f', '--port', port);
  await follower.listening();
  let said = '';
  follower.child.stdout?.on('data', (text: string) => (said += text));
  await fetch(`${url}/compute/v1/projects/my-project/zones/us-central1-a`);
  while (!said.includes('zones.get')) await once(follower.child.stdout ?? follower.child, 'data');
  expect(said).toMatch(/ 200 GET zones\.get /);

  expect(await sim('stop', '--port', port)).toEqual({ code: 0, out: `stopped ${url}\n`, error: '' });
  await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed');
  expect((await follower.ended).code).toBe(0);
  expect((await sim('logs', '--port', port)).out).toContain('zones.get');
  const none = `no simulator of yours runs in the background on port ${port}`;
  expect(await sim('status', '--port', port)).toMatchObject({ code: 1, error: expect.stringContaining(none) });
  expect(await sim('stop', '--port', port)).toMatchObject({ code: 0, error: expect.stringContaining(none) });
});

test('one that was killed is none, and another takes its place', async () => {
  const first = await started('--port', '0');
  const running = await runningSimulator(folder(), Number(first.port));
  process.kill(first.pid, 'SIGKILL');
  await running?.ended;
  expect((await sim('status', '--port', first.port)).code).toBe(1);
  const second = await started('--port', first.port);
  expect(second).toMatchObject({ code: 0, url: first.url });
  expect((await sim('stop', '--port', first.port)).code).toBe(0);
});

test('what keeps it from starting is told, and leaves nothing behind', async () => {
  const server = await listen(createSimulator());
  const { port } = new URL(server.url);
  expect(await sim('start', '--port', port)).toMatchObject({
    code: 1,
    error: `gcepool: --port ${port}: already in use on 127.0.0.1; choose another, or 0 for any free one\n`,
  });
  await server.close();
  expect(await sim('start', '--port', '0', '--data', '/dev/null')).toMatchObject({ code: 2 });
  expect(await sim('start', '--colour')).toMatchObject({ code: 2, error: expect.stringContaining("'--colour'") });
  expect(await readdir(folder())).toEqual([]);
});
