import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createSimulator } from '@gcepool/sim';
import type { SimulatorServer } from '@gcepool/sim/node';
import { listen } from '@gcepool/sim/node';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { MACHINES, SECRET, wasGcloudRun } from '../../../../packages/sim/test/credentials/machines.ts';
import { plainStyle } from '../output/style.ts';
import { bin, startedCommand } from '../started-command.test-support.ts';
import { tlsFront } from './tls-front.ts';

const SOURCE = '--conditions=@gcepool/source';
/** A program of Google's client, with no word of simulators. */
const PROGRAM = fileURLToPath(new URL('../../../../packages/sim/test/credentials/by-redirect.ts', import.meta.url));
const ANSWER = { answers: [{ project: 'gcepool-sim', zone: 200, other: 403 }] };

let cache: string;
let server: SimulatorServer;
beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'gcepool-cache-'));
  vi.stubEnv('XDG_CACHE_HOME', cache);
  const io = { print: () => undefined, remark: () => undefined, style: plainStyle };
  server = await listen(createSimulator({ auth: 'required' }), { tls: tlsFront(io, {}).tls });
});
afterAll(async () => {
  await server.close();
  await rm(cache, { recursive: true });
});

/** What a program prints, which ends well and tells no secret. */
async function printed(command: readonly string[], env: NodeJS.ProcessEnv): Promise<unknown> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  expect(out + error).not.toContain(SECRET);
  expect({ status: child.exitCode, error }).toMatchObject({ status: 0 });
  return JSON.parse(out);
}

describe.each(Object.entries(MACHINES))('on a machine with %s', (name, machine) => {
  test('a program meets the simulator alone, by exec and by what sim env prints', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gcepool-machine-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const env = {
      ...process.env,
      XDG_CACHE_HOME: cache,
      NODE_OPTIONS: SOURCE,
      ...(await machine(folder)),
      TRIED_WITH: name,
    };
    const program = [process.execPath, PROGRAM];
    const byEnv = async (client: string): Promise<unknown> => {
      const { out } = await startedCommand(['sim', 'env', client, '--url', server.url], { env }).ended;
      const script = `${out}\nexport NODE_OPTIONS="${SOURCE} $NODE_OPTIONS"\nexec "$@"`;
      return printed(['/bin/sh', '-euc', script, 'sh', ...program], env);
    };
    const [exec, node, proxy] = await Promise.all([
      printed([process.execPath, SOURCE, bin, 'exec', '--url', server.url, '--', ...program], env),
      byEnv('node'),
      byEnv('proxy'),
    ]);
    expect({ exec, node, proxy }).toEqual({ exec: ANSWER, node: ANSWER, proxy: ANSWER });
    expect(wasGcloudRun(folder)).toBe(false);
  });
});
