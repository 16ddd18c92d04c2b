import { join } from 'node:path';
import { postgresFolder, startPostgres } from '../packages/sim/test/postgres-server.ts';
import { costOf, costsOfEach } from './cost-of-load.ts';
import type { ServerProcess } from './server-process.ts';
import { startServer } from './server-process.ts';
import { writeLoad } from './write-load.ts';

const LOGS = [1, 2, 4];
const CONNECTIONS = 16;
const INSERTS = 3000;
/** Before anything is measured: a server that has just started compiles what it runs. */
const WARMING = 1000;

const bin = join(import.meta.dirname, '../apps/cli/bin/gcepool.js');

/**
 * The same load on one log and on several in the same PostgreSQL, each with a server of its own: each connection works in a project of its
 * own, and projects are spread evenly. Run `npm run build` first.
 */
export async function runLogs(): Promise<void> {
  const programs = postgresFolder();
  if (programs === undefined) {
    console.log('there is no PostgreSQL 15 or newer on this machine: no log was run');
    return;
  }
  const database = await startPostgres(programs);
  console.log(
    `\n| logs, each with a server | changes/s | of one log | computed | µs of the processors for each: servers | PostgreSQL | load |\n|${'---|'.repeat(7)}`,
  );
  let ofOne: number | undefined;
  for (const logs of LOGS) {
    const servers: ServerProcess[] = [];
    for (let log = 0; log < logs; log++) {
      servers.push(await startServer([bin, 'sim', '--port', '0', '--data', `${database.url}?cloud=of${logs}_${log}`]));
    }
    const ports = servers.map(({ port }) => port);
    await writeLoad(ports, CONNECTIONS, WARMING, 'warm');
    const cost = await costOf(servers, database, () => writeLoad(ports, CONNECTIONS, INSERTS, 'run'));
    const changes = 2 * cost.perSecond;
    ofOne ??= changes;
    console.log(
      `| ${logs} | ${Math.round(changes).toLocaleString('en')} | ${(changes / ofOne).toFixed(2)} | ${logs} | ${costsOfEach(cost, 2 * INSERTS)} |`,
    );
    for (const server of servers) await server.stop();
  }
  await database.stop();
}
