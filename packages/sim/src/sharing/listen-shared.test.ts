import { afterEach, beforeEach, expect, test } from 'vitest';
import { MemoryLog } from '../../test/memory-log.ts';
import type { SimulatorServer } from '../transports/node.ts';
import { listen } from '../transports/node.ts';
import type { SharedSimulator } from './shared-simulator.ts';
import { createSharedSimulator } from './shared-simulator.ts';

const CHECKS = '/compute/v1/projects/p/global/healthChecks';

let simulators: readonly SharedSimulator[];
let servers: readonly SimulatorServer[];
beforeEach(async () => {
  const log = new MemoryLog();
  const shared = async (): Promise<SharedSimulator> => createSharedSimulator({ store: log.store() });
  simulators = [await shared(), await shared()];
  servers = await Promise.all(simulators.map((simulator) => listen(simulator)));
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await Promise.all(simulators.map((simulator) => simulator.close()));
});

/** Asks one of the two servers. */
async function ask(server: 0 | 1, method: string, path: string, body?: object | string) {
  const response = await fetch(`${servers[server]?.url ?? ''}${path}`, {
    method,
    headers: { 'metadata-flavor': 'Google' },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, json: text.startsWith('{') ? (JSON.parse(text) as object) : {} };
}

const check = (name: string) => ({ name, type: 'TCP' });

test('what one server has answered the other knows: the API, batches, and reads that change nothing', async () => {
  expect((await ask(0, 'POST', CHECKS, check('a'))).status).toBe(200);
  expect((await ask(1, 'GET', `/_sim/peek${CHECKS}/a`)).status).toBe(404);
  expect((await ask(1, 'GET', `${CHECKS}/a`)).status).toBe(200);
  expect((await ask(0, 'GET', `/_sim/peek${CHECKS}/a`)).status).toBe(200);
  const part = (name: string) =>
    `--b\r\nContent-Type: application/http\r\n\r\nPOST ${CHECKS} HTTP/1.1\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(check(name))}\r\n`;
  const batch = await fetch(`${servers[1]?.url ?? ''}/batch/compute/v1`, {
    method: 'POST',
    headers: { 'content-type': 'multipart/mixed; boundary=b' },
    body: `${part('b')}${part('c')}--b--`,
  });
  expect((await batch.text()).match(/HTTP\/1\.1 200/g)).toHaveLength(2);
  expect((await ask(0, 'GET', `${CHECKS}/c`)).status).toBe(200);
});

test('what the control plane changes of the cloud, both know; a fork is of one of them', async () => {
  await ask(0, 'POST', '/_sim/clock/advance', { ms: 1234 });
  expect((await ask(1, 'GET', '/_sim/clock')).json).toEqual((await ask(0, 'GET', '/_sim/clock')).json);
  await ask(1, 'POST', '/_sim/quotas', { project: 'p', metric: 'HEALTH_CHECKS', limit: 0 });
  expect((await ask(0, 'POST', CHECKS, check('a'))).status).toBe(403);
  await ask(0, 'POST', '/_sim/reset');
  expect((await ask(1, 'POST', CHECKS, check('a'))).status).toBe(200);
  expect((await ask(0, 'POST', '/_sim/forks', { name: 'f' })).status).toBe(200);
  expect((await ask(0, 'POST', `/_sim/forks/f${CHECKS}`, check('b'))).status).toBe(200);
  expect((await ask(0, 'GET', `${CHECKS}/b`)).status).toBe(404);
  expect((await ask(1, 'GET', `/_sim/forks/f${CHECKS}/b`)).status).toBe(404);
  expect((await ask(0, 'GET', '/_sim/calls/counts')).json).toMatchObject({ counts: { 'healthChecks.get': 1 } });
});

test('the metadata server says what the other was told', async () => {
  const zone = '/compute/v1/projects/gcepool-sim/zones/us-central1-a';
  const made = await ask(0, 'POST', `${zone}/instances`, {
    name: 'gcepool-sim',
    machineType: 'zones/us-central1-a/machineTypes/e2-small',
    disks: [{ boot: true, initializeParams: { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' } }],
    networkInterfaces: [{ network: 'global/networks/default' }],
    tags: { items: ['shared'] },
  });
  expect(made.status).toBe(200);
  await ask(0, 'GET', `${zone}/instances/gcepool-sim`);
  expect((await ask(1, 'GET', '/computeMetadata/v1/instance/tags')).text).toBe('shared\n');
});

test('what makes no sense is refused as by any other, and /healthz is well', async () => {
  expect(await ask(0, 'POST', '/_sim/clock/advance', { ms: -1 })).toMatchObject({ status: 400 });
  expect(await ask(1, 'GET', '/_sim/nothing')).toMatchObject({ status: 404 });
  expect((await ask(0, 'GET', '/healthz')).status).toBe(200);
});
