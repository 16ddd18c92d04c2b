import process from 'node:process';
import type { Simulator } from '@gcepool/sim';
import { createSimulator } from '@gcepool/sim';

const MEMBERS = 2_000;
const PROJECTS = 12_000;
const CHANGED_PROJECTS = 200;
const TIMES = 10;
const ZONE = '/compute/v1/projects/p/zones/us-central1-a';

/** How long requests that ask for much keep others waiting, in milliseconds of the processor, and what projects cost that are only read. */
export async function run(): Promise<void> {
  const simulator = createSimulator();
  send(simulator, 'POST', '/compute/v1/projects/p/global/instanceTemplates', TEMPLATE);
  send(simulator, 'GET', ZONE);
  const manager = {
    name: 'm',
    baseInstanceName: 'm',
    targetSize: MEMBERS,
    instanceTemplate: 'global/instanceTemplates/t',
  };
  const makes = (fork: Simulator): void => send(fork, 'POST', `${ZONE}/instanceGroupManagers`, manager);
  const settles = (fork: Simulator): void => send(fork, 'GET', ZONE);
  const removes = (fork: Simulator): void => send(fork, 'DELETE', `${ZONE}/instanceGroupManagers/m`);
  console.log(`| managed instance group of ${MEMBERS} | least of ${TIMES} | median |\n|---|---|---|`);
  for (const [what, before, work] of [
    ['insert', [], makes],
    ['end of its operation', [makes], settles],
    ['delete', [makes, settles], removes],
    ['end of its operation', [makes, settles, removes], settles],
  ] as const) {
    const times = Array.from({ length: TIMES }, () => {
      const fork = simulator.fork();
      for (const step of before) step(fork);
      return threadMs(() => work(fork));
    });
    const sorted = times.toSorted((a, b) => a - b).map((ms) => `${ms.toFixed(0)} ms`);
    console.log(`| ${what} | ${sorted[0]} | ${sorted[TIMES / 2]} |`);
  }

  for (let index = 0; index < PROJECTS; index++)
    send(simulator, 'GET', `/compute/v1/projects/w${index}/global/networks`);
  const before = heap();
  for (let index = 0; index < PROJECTS; index++)
    send(simulator, 'GET', `/compute/v1/projects/r${index}/global/networks`);
  console.log(
    `\nHeap for each of ${PROJECTS} projects that are only read: ${Math.round((heap() - before) / PROJECTS)} bytes`,
  );
  const unchanged = heap();
  for (let index = 0; index < CHANGED_PROJECTS; index++) {
    const networks = `/compute/v1/projects/c${index}/global/networks`;
    send(simulator, 'POST', networks, { name: 'n', autoCreateSubnetworks: false });
    send(simulator, 'GET', networks);
  }
  const each = Math.round((heap() - unchanged) / CHANGED_PROJECTS / 1_000);
  console.log(`Heap for each of ${CHANGED_PROJECTS} projects in which a network was made: ${each} kB`);
}

const TEMPLATE = {
  name: 't',
  properties: {
    machineType: 'e2-medium',
    disks: [{ boot: true, initializeParams: { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' } }],
    networkInterfaces: [{ network: 'global/networks/default' }],
  },
};

function send(simulator: Simulator, method: string, url: string, body?: object): void {
  const { status } = simulator.handle({ method, url, body });
  if (status !== 200) throw new Error(`${method} ${url}: ${status}`);
}

/** Of the one thread, for which all other requests wait: what collects garbage beside it is another. */
function threadMs(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
