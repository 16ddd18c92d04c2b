import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HAS_POSTGRES, postgresForTests } from '../../../../packages/sim/test/on-postgres.ts';
import { startedCommand } from '../started-command.test-support.ts';
import { runningSimulator } from './running-simulator.ts';

const CHECKS = '/compute/v1/projects/my-project/global/healthChecks';

describe.skipIf(!HAS_POSTGRES)('a server of a cloud in PostgreSQL, in the background', () => {
  const server = postgresForTests();
  let cache: string;
  let ports: readonly string[] = [];
  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), 'gcepool-background-'));
  });
  // None outlives its test.
  afterEach(async () => {
    for (const port of ports) {
      const running = await runningSimulator(join(cache, 'gcepool', 'background'), Number(port));
      if (running !== undefined) process.kill(running.pid, 'SIGKILL');
      await running?.ended;
    }
    ports = [];
    await rm(cache, { recursive: true });
  });

  const sim = (...args: readonly string[]) =>
    startedCommand(['sim', ...args], { env: { XDG_CACHE_HOME: cache } }).ended;

  async function started(): Promise<URL> {
    const { out, error } = await sim('start', '--port', '0', '--data', server().url);
    const [, url] = /^listening on (\S+)\n/.exec(out) ?? [];
    if (url === undefined) throw new Error(`it listens nowhere: ${out}${error}`);
    ports = [...ports, new URL(url).port];
    return new URL(url);
  }

  const connections = async (): Promise<number> => {
    const client = new pg.Client({ connectionString: server().url, application_name: 'test' });
    await client.connect();
    const { rowCount } = await client.query(`SELECT pid FROM pg_stat_activity WHERE application_name = 'gcepool'`);
    await client.end();
    return rowCount ?? 0;
  };

  test('is stopped, leaves no connection, and what it answered is there for the next', async () => {
    const url = await started();
    const body = JSON.stringify({ name: 'kept', type: 'TCP' });
    expect((await fetch(new URL(CHECKS, url), { method: 'POST', body })).status).toBe(200);
    expect(await connections()).toBeGreaterThan(0);
    expect(await sim('stop', '--port', url.port)).toEqual({ code: 0, out: `stopped ${url.origin}\n`, error: '' });
    // A process of PostgreSQL ends a moment after it hears that its connection does.
    while ((await connections()) > 0) await new Promise((resolve) => setImmediate(resolve));
    const next = await started();
    expect((await fetch(new URL(`${CHECKS}/kept`, next))).status).toBe(200);
    expect((await sim('stop', '--port', next.port)).code).toBe(0);
  });
});
