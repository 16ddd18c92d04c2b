import { once } from 'node:events';
import { connect } from 'node:net';
import process from 'node:process';
import { expect, test } from 'vitest';
import { Dice } from '../test/fuzz/dice.ts';
import { malformedBytes } from '../test/fuzz/malformed-bytes.ts';
import { malformedRequest } from '../test/fuzz/malformed-request.ts';
import { populatedProject } from '../test/populated-project.ts';
import type { Simulator } from './simulator.ts';
import { answerHttp } from './http/answer-http.ts';
import { textOfBody } from './http/http-answer.ts';
import { listen } from './transports/node.ts';

/** Another seed tries others; a greater count tries more. */
const SEED = Number(process.env['GCEPOOL_TEST_SEED']);
const REQUESTS = Number(process.env['GCEPOOL_TEST_REQUESTS'] ?? 100_000);
const CONNECTIONS = Number(process.env['GCEPOOL_TEST_CONNECTIONS'] ?? 3_000);
const AT_ONCE = 20;

test(`${REQUESTS} malformed requests: none throws, is answered with 500, or changes anything`, async () => {
  const simulator = settledProject();
  const before = JSON.stringify(simulator.snapshot());
  const { length } = simulator.journal;
  const bugs: object[] = [];
  const accepted: object[] = [];
  const statuses = new Map<number, number>();
  const dice = new Dice(SEED);
  for (let index = 0; index < REQUESTS; index++) {
    const request = malformedRequest(dice);
    const { status, body } = await answerHttp((call) => simulator.handle(call), request);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (status >= 500 && status !== 501) bugs.push({ request, status, body: textOfBody(body) });
    const isRead = request.method === 'GET' || request.url.startsWith('/batch/');
    if (status < 300 && !isRead) accepted.push(request);
  }
  expect(bugs).toEqual([]);
  expect(accepted).toEqual([]);
  expect(simulator.journal.slice(length)).toEqual([]);
  // Not compared as texts, which would print both whole.
  expect(JSON.stringify(simulator.snapshot()) === before).toBe(true);
  // Or else nothing was tried: reads are answered, and refusals come of several kinds.
  for (const status of [200, 400, 404]) expect(statuses.get(status)).toBeGreaterThan(REQUESTS / 1000);
});

/** A project in which nothing is under way: reads change nothing. */
function settledProject(): Simulator {
  const { simulator } = populatedProject({ strict: true });
  simulator.handle({ method: 'GET', url: '/compute/v1/projects/p1/zones' });
  return simulator;
}

/** Sends bytes and ends; what comes back, until the server ends too. */
async function exchange(port: number, bytes: string): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  let answer = '';
  socket.on('data', (chunk) => (answer += String(chunk)));
  // A server may reset what is still on its way when it has said what it had to say.
  socket.on('error', () => socket.destroy());
  socket.end(Buffer.from(bytes, 'latin1'));
  await once(socket, 'close');
  return answer;
}

test(`${CONNECTIONS} malformed connections: the server answers no 500, changes nothing, and serves on`, async () => {
  const simulator = settledProject();
  const before = JSON.stringify(simulator.snapshot());
  const server = await listen(simulator, { timeouts: { headersMs: 200, requestMs: 400, idleMs: 100 } });
  const statuses = new Map<string, number>();
  const bugs: object[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < CONNECTIONS) {
      // Dice of its own: what is sent does not hang on who is answered first.
      const bytes = malformedBytes(new Dice(Math.imul(SEED, CONNECTIONS) + next++));
      const answer = await exchange(server.port, bytes);
      for (const [, status = ''] of answer.matchAll(/^HTTP\/1\.1 (\d+)/gm)) {
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status === '500') bugs.push({ bytes, answer });
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    expect((await fetch(`${server.url}/compute/v1/projects/p1/zones`)).status).toBe(200);
  } finally {
    await server.close();
  }
  expect(bugs).toEqual([]);
  // Not compared as texts, which would print both whole.
  expect(JSON.stringify(simulator.snapshot()) === before).toBe(true);
  for (const status of ['200', '400', '403', '404']) expect(statuses.get(status)).toBeGreaterThan(0);
});
