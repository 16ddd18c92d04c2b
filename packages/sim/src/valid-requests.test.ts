import process from 'node:process';
import { apiVersions } from '@gcepool/api';
import { expect, test } from 'vitest';
import { withDependencies } from '../test/contract-subject.ts';
import { danglingLinks } from '../test/dangling-links.ts';
import { Dice } from '../test/fuzz/dice.ts';
import { validRequest } from '../test/fuzz/valid-request.ts';
import { projectIn } from '../test/test-project.ts';
import type { ApiRequest, ApiResponse, Simulator } from './index.ts';
import { createSimulator } from './index.ts';

/** Another seed tries others; a greater count tries more. */
const SEED = Number(process.env['GCEPOOL_TEST_SEED']);
const REQUESTS = Number(process.env['GCEPOOL_TEST_VALID_REQUESTS'] ?? 4_000);
/** What comes of so many requests is looked at as a whole, and the next ones begin anew. */
const IN_ROUND = 2_000;
/** Time of the processor, for the clock goes on while other programs have it. */
const MOST_MS = 250;
/** How often what took longer is tried again. */
const AGAIN = 3;

function handled(simulator: Simulator, request: ApiRequest): { readonly response: ApiResponse; readonly ms: number } {
  const before = process.cpuUsage();
  const response = simulator.handle(request);
  const { user, system } = process.cpuUsage(before);
  return { response, ms: (user + system) / 1000 };
}

/**
 * How long a request takes at least, of several times from the same state: one time alone may have had to clear what others left
 * in memory. Each is asked with another parameter, so that nothing which is kept answers it.
 */
const leastMs = (simulator: Simulator, { url, ...request }: ApiRequest): number =>
  Math.min(
    ...Array.from({ length: AGAIN }, (_, index) => {
      const again = `${url}${url.includes('?') ? '&' : '?'}again=${index}`;
      return handled(simulator.fork(), { ...request, url: again }).ms;
    }),
  );

test(
  `${REQUESTS} requests in the form of the schemas: none fails or takes long, and what comes of them agrees`,
  { timeout: 60_000 + 20 * REQUESTS },
  () => {
    const dice = new Dice(SEED);
    const statuses = new Map<number, number>();
    const bugs: object[] = [];
    const slow: object[] = [];
    let slowest = 0;
    // What is made once, when a version is first asked for, is no work of a request.
    for (const version of apiVersions)
      createSimulator().handle({ method: 'GET', url: `/compute/${version}/projects/p` });
    for (let sent = 0; sent < REQUESTS;) {
      const simulator = withDependencies();
      for (let index = 0; index < IN_ROUND; index++, sent++) {
        const request = validRequest(dice);
        const before = simulator.fork();
        const { response, ms: first } = handled(simulator, request);
        const { status, body } = response;
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
    }
    expect(slow).toEqual([]);
    // Or else nothing was tried.
    for (const status of [200, 400, 404]) expect(statuses.get(status)).toBeGreaterThan(REQUESTS / 100);
    if (process.env['GCEPOOL_TEST_VALID_REQUESTS'] !== undefined) {
      console.log(`${REQUESTS} requests; the slowest took ${slowest.toFixed(0)} ms of the processor;`, statuses);
    }
  },
);

/** Replay, restore and what links lead to agree with what there is. */
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
  expect(danglingLinks(projectIn(simulator))).toEqual([]);
}
