import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PostgresServer } from '../packages/sim/test/postgres-server.ts';
import { postgresFolder, startPostgres } from '../packages/sim/test/postgres-server.ts';
import { bareInserts } from './bare-inserts.ts';
import { measureStarts } from './long-log-starts.ts';
import type { Costly } from './cost-of-load.ts';
import { costOf, costsOfEach } from './cost-of-load.ts';
import type { ServerProcess } from './server-process.ts';
import { startServer } from './server-process.ts';
import type { Measured } from './write-load.ts';
import { readLoad, writeLoad, WRITTEN_PROJECT } from './write-load.ts';

/** How many write at the same time, spread over the servers. */
const WRITERS = [16, 64, 256];
const READERS = 16;
const INSERTS = 5000;
/** Before anything is measured, for each server: one that has just started compiles what it runs. */
const WARMING = 6000;
const READS = 8000;
const ROUNDS = 3;

const THREE = 'PostgreSQL, 3 servers';

const bin = join(import.meta.dirname, '../apps/cli/bin/gcepool.js');

/** A simulator that is kept somewhere, behind so many servers. */
interface Contestant {
  readonly name: string;
  readonly servers: readonly ServerProcess[];
  /** Of the servers that are written to. */
  readonly ports: readonly number[];
}

/** One cloud in a folder, and in PostgreSQL behind one and behind three servers. Run `npm run build` first. */
export async function run(): Promise<void> {
  const programs = postgresFolder();
  if (programs === undefined) {
    console.log('there is no PostgreSQL 15 or newer on this machine: nothing was measured');
    return;
  }
  const database = await startPostgres(programs);
  const folder = mkdtempSync(join(tmpdir(), 'gcepool-bench-'));
  const start = async (name: string, data: string, count: number, ...flags: readonly string[]): Promise<Contestant> => {
    const servers: ServerProcess[] = [];
    for (let index = 0; index < count; index++) {
      servers.push(await startServer([bin, 'sim', '--port', '0', '--data', data, ...flags]));
    }
    return { name, servers, ports: servers.map(({ port }) => port) };
  };
  const three = await start(THREE, `${database.url}?cloud=three`, 3);
  const contestants = [
    await start('a folder (SQLite), 1 server', folder, 1),
    await start('PostgreSQL, 1 server', `${database.url}?cloud=one`, 1),
    three,
    await start(`${THREE}, \`--reads local\``, `${database.url}?cloud=local`, 3, '--reads', 'local'),
  ];
  const toOne = { ...three, name: `${THREE}, one written to`, ports: three.ports.slice(0, 1) };
  await measureWrites([...contestants, toOne], database);
  await measureReads(contestants);
  for (const { servers } of contestants) for (const server of servers) await server.stop();
  await measureStarts(bin, folder, `${database.url}?cloud=started`);
  await database.stop();
  rmSync(folder, { recursive: true });
}

async function measureWrites(contestants: readonly Contestant[], database: PostgresServer): Promise<void> {
  for (const [index, { ports }] of contestants.entries()) {
    await writeLoad(ports, Math.max(...WRITERS), WARMING * ports.length, `warm${index}`);
  }
  const all = new Map<string, Costly[]>();
  const add = (name: string, measured: Costly): void => void all.set(name, [...(all.get(name) ?? []), measured]);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, { name, servers, ports }] of contestants.entries()) {
      for (const writers of WRITERS) {
        const load = (): Promise<Measured> => writeLoad(ports, writers, INSERTS, `w${index}-${writers}-${round}`);
        add(`${name} | ${writers}`, await costOf(servers, database, load));
      }
    }
    for (const connections of [1, 3]) {
      const load = (): Promise<Measured> => bareInserts(database.url, connections, 2 * INSERTS);
      add(bare(connections), await costOf([], database, load));
    }
  }
  console.log(
    `| inserts and the ends of their operations | writers | changes/s | p50 | p99 | of a bare INSERT | µs of the processors for each: servers | PostgreSQL | load |\n|${'---|'.repeat(9)}`,
  );
  const one = medianOf(all.get(bare(1)) ?? []);
  const three = medianOf(all.get(bare(3)) ?? []);
  for (const [name, measured] of all) {
    const isBare = name.startsWith('bare');
    const middle = medianOf(measured);
    const changes = isBare ? middle.perSecond : 2 * middle.perSecond;
    const limit = name.includes('3 ') ? three : one;
    const share = isBare || name.includes('SQLite') ? '' : (changes / limit.perSecond).toFixed(2);
    const costs = costsOfEach(middle, 2 * INSERTS);
    console.log(
      `| ${name} | ${Math.round(changes).toLocaleString('en')} | ${quantiles(middle.latencies)} | ${share} | ${costs} |`,
    );
  }
}

const bare = (connections: number): string => `bare INSERT of one row | ${connections}`;

async function measureReads(contestants: readonly Contestant[]): Promise<void> {
  console.log('\n| reads of one resource | reads/s | p50 | p99 |\n|---|---|---|---|');
  const all = new Map<string, Measured[]>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, { name, ports }] of contestants.entries()) {
      const path = `/compute/v1/projects/${WRITTEN_PROJECT}0/global/healthChecks/w${index}-16-0-0`;
      const measured = await readLoad(ports, READERS, READS, path);
      all.set(name, [...(all.get(name) ?? []), measured]);
    }
  }
  for (const [name, measured] of all) {
    const { perSecond, latencies } = medianOf(measured);
    console.log(`| ${name} | ${Math.round(perSecond).toLocaleString('en')} | ${quantiles(latencies)} |`);
  }
}

/** The run in the middle. */
function medianOf<M extends Measured>(all: readonly M[]): M {
  const middle = all.toSorted((a, b) => a.perSecond - b.perSecond)[all.length >> 1];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
}

const quantiles = (latencies: readonly number[]): string =>
  [0.5, 0.99]
    .map((part) => `${(latencies[Math.floor(latencies.length * part)] ?? Number.NaN).toFixed(1)} ms`)
    .join(' | ');
