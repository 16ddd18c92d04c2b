import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSimulator } from '@gcepool/sim';
import { openData } from '@gcepool/sim/persistence';
import { startBare } from './bare.ts';
import { load } from './load.ts';
import { PROJECT, send } from './populated.ts';
import type { ServerProcess } from './server-process.ts';
import { startServer } from './server-process.ts';

const STARTS = 9;
const REQUESTS = 100_000;
const ROUNDS = 5;
const CONNECTIONS = 16;
/** Commands kept by a simulator with a folder: two for each insert. The last ones are not yet part of a whole state. */
const KEPT = 109_998;

const bin = join(import.meta.dirname, '../apps/cli/bin/gcepool.js');
const PATH = `${PROJECT}/global/healthChecks/hc`;

/** What the server costs: to start, to keep, to ask. Run `npm run build` first, for the command as it is published. */
export async function run(): Promise<void> {
  console.log(`| | |\n|---|---|`);
  await measureStart();
  const simulator = await startServer([bin, 'sim', '--port', '0']);
  await fetch(`${simulator.url}${PROJECT}/global/healthChecks`, { method: 'POST', body: '{"name":"hc","type":"TCP"}' });
  console.log(`| resident memory, idle | ${simulator.rss().toFixed(0)} MB |`);
  await measureThroughput(simulator);
  await simulator.stop();
  await measureData();
}

async function measureStart(): Promise<void> {
  const times: number[] = [];
  for (let index = 0; index < STARTS; index++) {
    const start = performance.now();
    const server = await startServer([bin, 'sim', '--port', '0']);
    await (await fetch(`${server.url}${PROJECT}/zones/us-central1-a`)).text();
    times.push(performance.now() - start);
    await server.stop();
  }
  console.log(
    `| from the start of the process to the first answer (median of ${STARTS}) | ${median(times).toFixed(0)} ms |`,
  );
}

async function measureThroughput(simulator: ServerProcess): Promise<void> {
  const least = await startBare(simulator.url + PATH);
  const ask = (server: ServerProcess, requests: number): Promise<number> =>
    load({ port: server.port, path: PATH, requests, connections: CONNECTIONS });
  for (const server of [least, simulator]) await ask(server, 50_000);
  const before = simulator.rss();
  const rates = { bare: [] as number[], simulator: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    rates.bare.push(await ask(least, REQUESTS / ROUNDS));
    rates.simulator.push(await ask(simulator, REQUESTS / ROUNDS));
  }
  const [base, own] = [median(rates.bare), median(rates.simulator)];
  console.log(
    `| resident memory after 50,000 and after 150,000 requests | ${before.toFixed(0)} MB, ${simulator.rss().toFixed(0)} MB |`,
  );
  console.log(`| bare \`node:http\`, the same bytes | ${Math.round(base).toLocaleString('en')} requests/s |`);
  console.log(`| simulator | ${Math.round(own).toLocaleString('en')} requests/s |`);
  console.log(`| simulator as a share of the bare server | ${((100 * own) / base).toFixed(0)} % |`);
  await least.stop();
}

async function measureData(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gcepool-bench-'));
  const first = await openData(folder);
  const simulator = createSimulator({ store: first.store });
  const start = performance.now();
  for (let index = 0; index < KEPT / 2; index++) {
    send(simulator, 'POST', '/global/healthChecks', { name: `a${index}`, type: 'TCP' });
    send(simulator, 'GET', '/zones/us-central1-a');
  }
  const each = ((performance.now() - start) / (KEPT / 2)) * 1000;
  first.close();
  const restart = performance.now();
  const second = await openData(folder);
  createSimulator({ store: second.store });
  const took = performance.now() - restart;
  second.close();
  rmSync(folder, { recursive: true });
  console.log(`| insert and its operation, kept in a folder | ${each.toFixed(0)} µs |`);
  console.log(`| going on from a folder after ${KEPT.toLocaleString('en')} journal entries | ${took.toFixed(0)} ms |`);
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
