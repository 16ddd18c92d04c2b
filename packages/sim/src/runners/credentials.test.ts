import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { MACHINES, SECRET, wasGcloudRun } from '../../test/credentials/machines.ts';
import { createSimulator } from '../simulator.ts';
import type { SimulatorServer } from '../transports/node.ts';
import { listen } from '../transports/node.ts';

const inFolder = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

let server: SimulatorServer;
beforeAll(async () => {
  server = await listen(createSimulator({ auth: 'required' }));
});
afterAll(() => server.close());

async function run(name: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<unknown> {
  const all = ['--conditions=@gcepool/source', ...args];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, all, {
    env: { ...process.env, ...env, TRIED_WITH: name },
  });
  expect(stdout + stderr).not.toContain(SECRET);
  return JSON.parse(stdout);
}

const ANSWER = { project: 'gcepool-sim', zone: 200, other: 403 };
const REFUSED = '  GET https://storage.googleapis.com/storage/v1/b';

describe.each(Object.entries(MACHINES))('on a machine with %s', (name, machine) => {
  test('clients meet the simulator alone, by every way in', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gcepool-machine-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const env = await machine(folder);
    const [within, withMsw2, redirected] = await Promise.all([
      run(name, [inFolder('test/credentials/by-handlers.ts')], env),
      run(name, [inFolder('test/credentials/by-msw-2.ts')], env),
      run(name, [`--import=${inFolder('src/redirect/redirect.ts')}`, inFolder('test/credentials/by-redirect.ts')], {
        ...env,
        GCEPOOL_SIM: server.url,
      }),
    ]);
    expect(within).toEqual({ answers: [ANSWER, [REFUSED], ANSWER], isRestored: true });
    expect(withMsw2).toEqual({ answers: [ANSWER] });
    expect(redirected).toEqual({ answers: [ANSWER] });
    expect(wasGcloudRun(folder)).toBe(false);
  });
});
