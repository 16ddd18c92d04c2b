import { join } from 'node:path';
import { startBare } from './bare.ts';
import { load } from './load.ts';
import { PROJECT } from './populated.ts';
import { processorTimeOf } from './processor-time.ts';
import type { ServerProcess } from './server-process.ts';
import { startServer } from './server-process.ts';

const RESOURCES = 500;
const ROUNDS = 15;
const REQUESTS = 1_500;
const CONNECTIONS = 8;

const bin = join(import.meta.dirname, '../apps/cli/bin/gcepool.js');

const ZONE = '/zones/us-central1-a';
const LISTS = {
  networks: `${PROJECT}/global/networks`,
  firewalls: `${PROJECT}/global/firewalls`,
  'backend services': `${PROJECT}/global/backendServices`,
  'backend services of all regions': `${PROJECT}/aggregated/backendServices`,
  instances: `${PROJECT}${ZONE}/instances`,
  'instances of all zones': `${PROJECT}/aggregated/instances`,
  zones: `${PROJECT}/zones`,
  'machine types': `${PROJECT}${ZONE}/machineTypes`,
  images: '/compute/v1/projects/debian-cloud/global/images',
} as const;

/** What is made, one by one. */
const BODIES: Readonly<Record<string, (index: number) => object>> = {
  '/global/networks': (index) => ({ name: `n${index}`, autoCreateSubnetworks: false }),
  '/global/firewalls': (index) => ({
    name: `f${index}`,
    network: 'global/networks/n0',
    allowed: [{ IPProtocol: 'tcp' }],
  }),
  '/global/backendServices': (index) => ({ name: `b${index}`, healthChecks: ['global/healthChecks/hc'] }),
  [`${ZONE}/instances`]: (index) => ({
    name: `i${index}`,
    machineType: `zones/us-central1-a/machineTypes/e2-small`,
    disks: [{ boot: true, initializeParams: { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' } }],
    networkInterfaces: [{ network: 'global/networks/default' }],
  }),
};

/** What long lists cost. Run `npm run build` first, for the command as it is published. */
export async function run(): Promise<void> {
  const simulator = await startServer([bin, 'sim', '--port', '0']);
  await post(simulator, '/global/healthChecks', { name: 'hc', type: 'TCP' });
  for (const [path, bodyOf] of Object.entries(BODIES)) {
    for (let index = 0; index < RESOURCES; index++) await post(simulator, path, bodyOf(index));
    // Which ends their operations.
    await (await fetch(simulator.url + PROJECT + path)).arrayBuffer();
  }
  console.log(
    `| a list of ${RESOURCES} | kB | bare \`node:http\` | simulator | share | of the processor, µs | share |`,
  );
  console.log('|---|---|---|---|---|---|---|');
  for (const [name, list] of Object.entries(LISTS)) {
    for (const form of ['', '&prettyPrint=false']) {
      const path = `${list}?maxResults=500${form}`;
      console.log(await row(`${name}${form === '' ? '' : ', plain'}`, simulator, path));
    }
  }
  await simulator.stop();
}

async function row(name: string, simulator: ServerProcess, path: string): Promise<string> {
  const least = await startBare(simulator.url + path);
  const contestants = [least, simulator].map((server) => ({ server, rates: [] as number[], costs: [] as number[] }));
  const ask = (server: ServerProcess): Promise<number> =>
    load({ port: server.port, path, requests: REQUESTS, connections: CONNECTIONS });
  for (const { server } of contestants) await ask(server);
  for (let round = 0; round < ROUNDS; round++) {
    for (const { server, rates, costs } of contestants) {
      const before = processorTimeOf(server.pid);
      rates.push(await ask(server));
      costs.push(((processorTimeOf(server.pid) - before) * 1000) / REQUESTS);
    }
  }
  await least.stop();
  const [base = Number.NaN, own = Number.NaN] = contestants.map(({ rates }) => median(rates));
  const [baseCost = Number.NaN, ownCost = Number.NaN] = contestants.map(({ costs }) => median(costs));
  const figures = [least.length / 1000, base, own].map((figure) => figure.toFixed(0)).join(' | ');
  const costs = `${baseCost.toFixed(0)}, ${ownCost.toFixed(0)}`;
  return `| ${name} | ${figures} | ${(own / base).toFixed(2)} | ${costs} | ${(baseCost / ownCost).toFixed(2)} |`;
}

async function post(server: ServerProcess, path: string, body: object): Promise<void> {
  const answer = await fetch(server.url + PROJECT + path, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`POST ${path}: ${await answer.text()}`);
  await answer.text();
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
