import type { PostgresServer } from '../packages/sim/test/postgres-server.ts';
import { processorTimeOf } from './processor-time.ts';
import type { ServerProcess } from './server-process.ts';
import type { Measured } from './write-load.ts';

/** What a run took, and for how long each kind of process had a processor meanwhile, in milliseconds. */
export interface Costly extends Measured {
  readonly servers: number;
  readonly database: number;
  readonly load: number;
}

/** Runs a load, and counts what it takes of the processors. */
export async function costOf(
  servers: readonly ServerProcess[],
  database: PostgresServer,
  run: () => Promise<Measured>,
): Promise<Costly> {
  const times = (): readonly [number, number, number] => {
    const { user, system } = process.cpuUsage();
    const all = servers.reduce((sum, { pid }) => sum + processorTimeOf(pid), 0);
    return [all, processorTimeOf(database.pid), (user + system) / 1000];
  };
  const before = times();
  const measured = await run();
  const [ofServers, ofDatabase, load] = times();
  return {
    ...measured,
    servers: ofServers - before[0],
    database: ofDatabase - before[1],
    load: load - before[2],
  };
}

/** What one change took of the processors, as cells of a table: µs in the servers, in the database and in the load. */
export const costsOfEach = ({ servers, database, load }: Costly, changes: number): string =>
  [servers, database, load].map((ms) => Math.round((ms * 1000) / changes)).join(' | ');
