import process from 'node:process';
import { apiVersions } from '@gcepool/api';
import { expect, test } from 'vitest';
import { withDependencies } from '../test/contract-subject.ts';
import { danglingLinks } from '../test/dangling-links.ts';
import { Dice } from '../test/fuzz/dice.ts';
import { validRequest } from '../test/fuzz/valid-request.ts';
import { projectIn } from '../test/test-project.ts';
import type { Simulator } from './index.ts';
import { createSimulator } from './index.ts';

/** Another seed tries others; a greater count tries more. */
const SEED = Number(process.env['GCEPOOL_TEST_SEED']);
const REQUESTS = Number(process.env['GCEPOOL_TEST_VALID_REQUESTS'] ?? 4_000);
/** What comes of so many requests is looked at as a whole, and the next ones begin anew. */
const IN_ROUND = 2_000;
/** Time of the processor, for the clock goes on while other programs have it. */
const MOST_MS = Number(process.env['GCEPOOL_TEST_MOST_MS'] ?? 1_000);

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

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
        const before = cpuMs();
        const { status, body } = simulator.handle(request);
        const ms = cpuMs() - before;
        slowest = Math.max(slowest, ms);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status >= 500 && status !== 501) bugs.push({ request, status, body });
        if (ms > MOST_MS)
          slow.push({
            ms,
            method: request.method,
            url: request.url,
            body: JSON.stringify(request.body).slice(0, 500),
          });
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
