import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiRequest } from '@gcepool/sim';
import { createSimulator } from '@gcepool/sim';
import { openData } from '@gcepool/sim/persistence';
import { createSharedSimulator, openPostgres } from '@gcepool/sim/postgres';
import pg from 'pg';
import { postgresFolder, startPostgres } from '../packages/sim/test/postgres-server.ts';
import type { ServerProcess } from './server-process.ts';
import { startServer } from './server-process.ts';
import type { Measured } from './write-load.ts';
import { readLoad, writeLoad } from './write-load.ts';

const CONNECTIONS = 16;
const INSERTS = 4000;
/** Before anything is measured: a server that has just started compiles what it runs. */
const WARMING = 1500;
const READS = 8000;
const ROUNDS = 1;
/** How many entries of the log a start begins with: two for each insert. The last ones are not yet part of a whole state. */
const ENTRIES = 109_998;

const bin = join(import.meta.dirname, '../apps/cli/bin/gcepool.js');

/** A simulator that is kept somewhere, behind so many servers. */
interface Contestant {
  readonly name: string;
  readonly servers: readonly ServerProcess[];
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
    return { name, servers };
  };
  const contestants = [
    await start('a folder (SQLite), 1 server', folder, 1),
    await start('PostgreSQL, 1 server', `${database.url}?cloud=one`, 1),
    await start('PostgreSQL, 3 servers', `${database.url}?cloud=three`, 3),
    await start('PostgreSQL, 3 servers, `--reads local`', `${database.url}?cloud=local`, 3, '--reads', 'local'),
  ];
  await measureWrites(contestants, database.url);
  await measureReads(contestants);
  for (const { servers } of contestants) for (const server of servers) await server.stop();
  await measureStarts(folder, `${database.url}?cloud=started`);
  await database.stop();
  rmSync(folder, { recursive: true });
}

async function measureWrites(contestants: readonly Contestant[], url: string): Promise<void> {
  for (const { servers } of contestants) {
    await writeLoad(
      servers.map(({ port }) => port),
      CONNECTIONS,
      WARMING,
      'warm',
    );
  }
  const all = new Map<string, Measured[]>();
  const add = (name: string, measured: Measured): void => void all.set(name, [...(all.get(name) ?? []), measured]);
  for (let round = 0; round < ROUNDS; round++) {
    for (const { name, servers } of contestants) {
      const ports = servers.map(({ port }) => port);
      add(name, await writeLoad(ports, CONNECTIONS, INSERTS, `w${round}`));
    }
    for (const connections of [1, 3]) add(bare(connections), await bareInserts(url, connections, INSERTS / 2));
  }
  console.log(
    '| inserts and the ends of their operations | changes/s | p50 | p99 | of a bare INSERT |\n|---|---|---|---|---|',
  );
  const one = medianOf(all.get(bare(1)) ?? []);
  const three = medianOf(all.get(bare(3)) ?? []);
  for (const [name, measured] of all) {
    const isBare = name.startsWith('bare');
    const { perSecond, latencies } = medianOf(measured);
    const changes = isBare ? perSecond : 2 * perSecond;
    const limit = name.includes('3 ') ? three : one;
    const share = isBare || name.includes('SQLite') ? '' : (changes / limit.perSecond).toFixed(2);
    console.log(`| ${name} | ${Math.round(changes).toLocaleString('en')} | ${quantiles(latencies)} | ${share} |`);
  }
}

const bare = (connections: number): string =>
  `bare INSERT of one row, ${connections} connection${connections === 1 ? '' : 's'}`;

async function measureReads(contestants: readonly Contestant[]): Promise<void> {
  console.log('\n| reads of one resource | reads/s | p50 | p99 |\n|---|---|---|---|');
  const all = new Map<string, Measured[]>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const { name, servers } of contestants) {
      const ports = servers.map(({ port }) => port);
      const measured = await readLoad(ports, CONNECTIONS, READS, '/compute/v1/projects/w0-0/global/healthChecks/h0');
      all.set(name, [...(all.get(name) ?? []), measured]);
    }
  }
  for (const [name, measured] of all) {
    const { perSecond, latencies } = medianOf(measured);
    console.log(`| ${name} | ${Math.round(perSecond).toLocaleString('en')} | ${quantiles(latencies)} |`);
  }
}

/** A server that goes on from a long log. */
async function measureStarts(folder: string, cloud: string): Promise<void> {
  console.log(`\n| after ${ENTRIES.toLocaleString('en')} entries | until it listens |\n|---|---|`);
  const data = await openData(join(folder, 'started'));
  const simulator = createSimulator({ store: data.store });
  for (let index = 0; index < ENTRIES / 2; index++) {
    simulator.handle(insertOf(index));
    simulator.handle(readOf(index));
  }
  data.close();
  const { store } = await openPostgres(cloud);
  const shared = await createSharedSimulator({ store });
  // As many at once as are written down together.
  for (let index = 0; index < ENTRIES / 2; index += AT_ONCE) {
    const last = Math.min(index + AT_ONCE, ENTRIES / 2);
    const work = async (number: number): Promise<unknown> => [
      await shared.handle(insertOf(number)),
      await shared.handle(readOf(number)),
    ];
    await Promise.all(Array.from({ length: last - index }, (_, more) => work(index + more)));
  }
  await shared.close();
  for (const [name, place] of [
    ['a folder (SQLite)', join(folder, 'started')],
    ['PostgreSQL', cloud],
  ] as const) {
    const start = performance.now();
    const server = await startServer([bin, 'sim', '--port', '0', '--data', place]);
    console.log(`| ${name} | ${(performance.now() - start).toFixed(0)} ms |`);
    await server.stop();
  }
}

const AT_ONCE = 500;
const projectOf = (index: number): string => `/compute/v1/projects/p${index % AT_ONCE}`;
const insertOf = (index: number): ApiRequest => ({
  method: 'POST',
  url: `${projectOf(index)}/global/healthChecks`,
  body: { name: `a${index}`, type: 'TCP' },
});
/** What ends an operation of that project. */
const readOf = (index: number): ApiRequest => ({
  method: 'GET',
  url: `${projectOf(index)}/global/healthChecks/a${index}`,
});

/** What the database itself takes: rows of about the length of an entry, each by itself. */
async function bareInserts(url: string, connections: number, inserts: number): Promise<Measured> {
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      return client;
    }),
  );
  await clients[0]?.query('CREATE TABLE IF NOT EXISTS bare (position bigserial PRIMARY KEY, json text NOT NULL)');
  const json = 'x'.repeat(300);
  const latencies: number[] = [];
  let left = inserts;
  const start = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      while (left-- > 0) {
        const sent = performance.now();
        await client.query({ name: 'bare', text: 'INSERT INTO bare (json) VALUES ($1)', values: [json] });
        latencies.push(performance.now() - sent);
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  await Promise.all(clients.map((client) => client.end()));
  return { perSecond: inserts / seconds, latencies: latencies.toSorted((a, b) => a - b) };
}

/** The run in the middle. */
function medianOf(all: readonly Measured[]): Measured {
  const middle = all.toSorted((a, b) => a.perSecond - b.perSecond)[all.length >> 1];
  return middle ?? { perSecond: Number.NaN, latencies: [] };
}

const quantiles = (latencies: readonly number[]): string =>
  [0.5, 0.99]
    .map((part) => `${(latencies[Math.floor(latencies.length * part)] ?? Number.NaN).toFixed(1)} ms`)
    .join(' | ');
