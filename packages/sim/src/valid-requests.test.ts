import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { apiVersions } from '@gcepool/api';
import { expect, test } from 'vitest';
import { withDependencies } from '../test/contract-subject.ts';
import { danglingLinks } from '../test/dangling-links.ts';
import { Dice } from '../test/fuzz/dice.ts';
import { validRequests } from '../test/fuzz/valid-requests.ts';
import { readsOfAll } from '../test/reads-of-all.ts';
import { projectIn } from '../test/test-project.ts';
import type { ApiRequest, Simulator } from './index.ts';
import { createSimulator } from './index.ts';

/** Another seed tries others; a greater count tries more. */
const SEED = Number(process.env['GCEPOOL_TEST_SEED']);
const REQUESTS = Number(process.env['GCEPOOL_TEST_VALID_REQUESTS'] ?? 4_000);
/** What comes of so many requests is looked at as a whole, and the next ones begin anew. */
const IN_ROUND = 2_000;
/** Time of the processor, on a machine on which the yardstick takes its {@link YARD_MS}. */
const MOST_MS = 250;
/** After so many requests all that is made once has been made, and the heap grows no more. */
const WARM = 20_000;
const MOST_GROWTH = 64 * 1024 * 1024;
/** How often what took longer is tried again. */
const AGAIN = 8;

/** What comes of some work, and the milliseconds of the processor that it took: the clock goes on while other programs have it. */
function timed<T>(work: () => T): { readonly result: T; readonly ms: number } {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { result, ms: (user + system) / 1000 };
}

/** What is left of the heap when it has been cleared. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
  return process.memoryUsage().heapUsed;
}

/** What the yardstick takes where no other program runs. */
const YARD_MS = 10;

/** Work of the kind that requests are: texts, objects and maps. */
function yardstick(): number {
  const lengths = new Map<string, object>();
  for (let index = 0; index < 40_000; index++) {
    const name = `projects/p/zones/z/instances/${index}`;
    lengths.set(name, { name, length: name.length, isLong: name.endsWith('0') });
  }
  return lengths.size;
}

/**
 * How long a request takes, of several times from the same state the one that took least: one time alone may have had to clear
 * what others left in memory, or have been on a busy machine, on which the yardstick, right before it, takes longer as well. Each
 * is asked with another parameter, so that nothing which is kept answers it.
 */
function leastMs(simulator: Simulator, { url, ...request }: ApiRequest): number {
  let least = Infinity;
  for (let index = 0; index < AGAIN && least > MOST_MS; index++) {
    const slowness = Math.max(1, timed(yardstick).ms / YARD_MS);
    const fork = simulator.fork();
    const again = `${url}${url.includes('?') ? '&' : '?'}again=${index}`;
    least = Math.min(least, timed(() => fork.handle({ ...request, url: again })).ms / slowness);
  }
  return least;
}

test(
  `${REQUESTS} requests in the form of the schemas: none fails or takes long, and what comes of them agrees`,
  { timeout: 30 * 60_000 + 100 * REQUESTS },
  () => {
    const dice = new Dice(SEED);
    const statuses = new Map<number, number>();
    const bugs: object[] = [];
    const slow: object[] = [];
    let slowest = 0;
    let heapAtFirst = Infinity;
    // What is made once, when a version is first asked for, is no work of a request.
    for (const version of apiVersions)
      createSimulator().handle({ method: 'GET', url: `/compute/${version}/projects/p` });
    for (let sent = 0; sent < REQUESTS;) {
      const simulator = withDependencies();
      const requests: ApiRequest[] = [];
      while (requests.length < IN_ROUND) requests.push(...validRequests(dice));
      sent += requests.length;
      for (const request of requests) {
        const before = simulator.fork();
        const { result, ms: first } = timed(() => simulator.handle(request));
        const { status, body } = result;
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status >= 500 && status !== 501) bugs.push({ request, status, body });
        const ms = first > MOST_MS ? Math.min(first, leastMs(before, request)) : first;
        slowest = Math.max(slowest, ms);
        if (ms > MOST_MS) {
          const text = JSON.stringify(request.body ?? null).slice(0, 500);
          slow.push({ ms, method: request.method, url: request.url, body: text });
        }
      }
      expect(bugs).toEqual([]);
      checkWhole(simulator);
      if (sent >= WARM && heapAtFirst === Infinity) heapAtFirst = heapUsed();
    }
    expect(heapUsed()).toBeLessThan(heapAtFirst + MOST_GROWTH);
    expect(slow).toEqual([]);
    // Or else nothing was tried.
    for (const status of [200, 400, 404]) expect(statuses.get(status)).toBeGreaterThan(REQUESTS / 100);
    if (process.env['GCEPOOL_TEST_VALID_REQUESTS'] !== undefined) {
      const grown = (heapUsed() - heapAtFirst) / 1024 / 1024;
      const figures = `the slowest took ${slowest.toFixed(0)} ms of the processor, the heap grew by ${grown.toFixed(1)} MiB`;
      console.log(`${REQUESTS} requests of seed ${SEED}: ${figures};`, statuses);
    }
  },
);

/** Get, list, aggregatedList, replay, restore and what links lead to agree with what there is. */
function checkWhole(simulator: Simulator): void {
  const settled = simulator.handle({ method: 'GET', url: '/compute/v1/projects/p1/zones' });
  expect(settled.status).toBe(200);
  const snapshot = simulator.snapshot();
  const text = JSON.stringify(snapshot);
  // Not compared as texts, which would print both whole.
  expect(JSON.stringify(simulator.replayed()) === text).toBe(true);
  const other = createSimulator();
  other.restore(snapshot);
  expect(JSON.stringify(other.snapshot()) === text).toBe(true);
  const { listed, disagreements } = readsOfAll(simulator);
  expect(disagreements).toEqual([]);
  // Or else nothing was compared.
  expect(listed.length).toBeGreaterThan(300);
  // What is made of other resources when it is read is restored as well.
  expect(readsOfAll(other).listed).toEqual(listed);
  expect(danglingLinks(projectIn(simulator))).toEqual([]);
}
