import { join } from 'node:path';
import process from 'node:process';
import { load } from './load.ts';
import { PROJECT } from './populated.ts';
import { startServer } from './server-process.ts';

const IN_ROUND = 334;
const LISTED = 500;
const ROUNDS = 5;
const NETWORKS = IN_ROUND * (ROUNDS + 1);
const CONNECTIONS = 8;

const bin = join(import.meta.dirname, '../apps/cli/bin/gcepool.js');

/** Who is asked: `name=http://127.0.0.1:PORT`, separated by commas. */
const RIVALS = process.env['GCEPOOL_BENCH_RIVALS'] ?? '';

interface Contestant {
  readonly name: string;
  readonly url: string;
}

/** The same load over this simulator and over others that listen already. Run `npm run build` first. */
export async function run(): Promise<void> {
  const rivals = RIVALS.split(',')
    .filter((text) => text !== '')
    .map(readContestant);
  if (rivals.length === 0) {
    console.log('No rival is named: GCEPOOL_BENCH_RIVALS=name=http://127.0.0.1:PORT,… names those that listen.');
    return;
  }
  const simulator = await startServer([bin, 'sim', '--port', '0']);
  const contestants = [{ name: 'gcepool', url: simulator.url }, ...rivals];
  console.log(`| requests/s | ${contestants.map(({ name }) => name).join(' | ')} | gcepool over each |`);
  console.log(`|---|${contestants.map(() => '---|').join('')}---|`);
  row('insert a network', await inTurn(contestants, insertSome));
  const one = `${PROJECT}/global/networks/n0`;
  row(`get one of ${NETWORKS}`, await inTurn(contestants, ({ url }) => ask(url, one, 2_000)));
  const page = `${PROJECT}/global/networks?maxResults=${LISTED}`;
  row(`list ${LISTED}`, await inTurn(contestants, ({ url }) => ask(url, page, 200)));
  await simulator.stop();
}

function readContestant(text: string): Contestant {
  const [, name, url] = /^([^=]+)=(https?:\/\/\S+)$/.exec(text) ?? [];
  if (name === undefined || url === undefined)
    throw new TypeError(`'${text}' is not of the form name=http://host:port`);
  return { name, url };
}

const made = new Map<string, number>();

/** A share of the networks, so that all of them are there after the last round. */
async function insertSome({ url }: Contestant): Promise<number> {
  const first = made.get(url) ?? 0;
  const start = performance.now();
  const insertFrom = async (offset: number): Promise<void> => {
    for (let index = first + offset; index < first + IN_ROUND; index += CONNECTIONS) {
      const body = JSON.stringify({ name: `n${index}`, autoCreateSubnetworks: false });
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${url}${PROJECT}/global/networks`, { method: 'POST', body, headers });
      if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
      await answer.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, offset) => insertFrom(offset)));
  made.set(url, first + IN_ROUND);
  return (IN_ROUND / (performance.now() - start)) * 1000;
}

const ask = (url: string, path: string, requests: number): Promise<number> =>
  load({ port: Number(new URL(url).port), path, requests, connections: CONNECTIONS });

/** The median rate of each, in rounds that alternate; the first round is to warm up. */
async function inTurn(
  contestants: readonly Contestant[],
  measure: (contestant: Contestant) => Promise<number>,
): Promise<readonly number[]> {
  const rates = contestants.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [index, contestant] of contestants.entries()) {
      const rate = await measure(contestant);
      if (round > 0) rates[index]?.push(rate);
    }
  }
  return rates.map((own) => own.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN);
}

function row(name: string, rates: readonly number[]): void {
  const [own = Number.NaN, ...others] = rates;
  const ratios = others.map((rate) => (own / rate).toFixed(2)).join(', ');
  console.log(`| ${name} | ${rates.map((rate) => rate.toFixed(0)).join(' | ')} | ${ratios} |`);
}
