import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { HAS_POSTGRES, postgresForTests } from '../../../../packages/sim/test/on-postgres.ts';
import { backgroundForTests } from './background-for-tests.test-support.ts';

const CHECKS = '/compute/v1/projects/my-project/global/healthChecks';

describe.skipIf(!HAS_POSTGRES)('a server of a cloud in PostgreSQL, in the background', () => {
  const server = postgresForTests();
  const { sim, started } = backgroundForTests();

  const connections = async (): Promise<number> => {
    const client = new pg.Client({ connectionString: server().url, application_name: 'test' });
    await client.connect();
    const { rowCount } = await client.query(`SELECT pid FROM pg_stat_activity WHERE application_name = 'gcepool'`);
    await client.end();
    return rowCount ?? 0;
  };

  const start = () => started('--port', '0', '--data', server().url);

  test('is stopped, leaves no connection, and what it answered is there for the next', async () => {
    const { url, port } = await start();
    const body = JSON.stringify({ name: 'kept', type: 'TCP' });
    expect((await fetch(new URL(CHECKS, url), { method: 'POST', body })).status).toBe(200);
    expect(await connections()).toBeGreaterThan(0);
    expect(await sim('stop', '--port', port)).toEqual({ code: 0, out: `stopped ${url}\n`, error: '' });
    // A process of PostgreSQL ends a moment after it hears that its connection does.
    while ((await connections()) > 0) await new Promise((resolve) => setImmediate(resolve));
    const next = await start();
    expect((await fetch(new URL(`${CHECKS}/kept`, next.url))).status).toBe(200);
    expect((await sim('stop', '--port', next.port)).code).toBe(0);
  });
});
