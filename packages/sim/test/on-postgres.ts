import process from 'node:process';
import { afterAll, beforeAll } from 'vitest';
import type { PostgresServer } from './postgres-server.ts';
import { postgresFolder, startPostgres } from './postgres-server.ts';

const folder = postgresFolder();

/** Whether there is a PostgreSQL on this machine; where there is none it is said why tests are skipped. */
export const HAS_POSTGRES: boolean = folder !== undefined;
if (!HAS_POSTGRES) {
  process.stderr.write(
    'SKIPPED: tests on PostgreSQL, for there is no PostgreSQL 15 or newer on this machine: apt-get install postgresql, or GCEPOOL_TEST_POSTGRES=FOLDER with initdb and postgres\n',
  );
}

/** Starts a PostgreSQL for the tests that follow, and stops it after them. */
export function postgresForTests(): () => PostgresServer {
  let server: PostgresServer | undefined;
  beforeAll(async () => {
    if (folder !== undefined) server = await startPostgres(folder);
  });
  afterAll(async () => server?.stop());
  return () => {
    if (server === undefined) throw new Error('it is started before the tests');
    return server;
  };
}
