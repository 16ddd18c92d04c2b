import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../kernel/json.ts';
import { isObject } from '../kernel/json.ts';
import { createSimulator } from '../simulator.ts';
import type { SimulatorServer } from './node.ts';
import { listen } from './node.ts';

const PROJECT = 'compute/v1/projects/p';
let server: SimulatorServer;

beforeAll(async () => {
  server = await listen(createSimulator(), { ownLinks: true });
});
afterAll(() => server.close());

async function read(url: string, init: RequestInit = {}): Promise<JsonObject> {
  const answer: unknown = await (await fetch(url, init)).json();
  return isObject(answer) ? answer : {};
}
const send = (url: string, body: object): Promise<JsonObject> =>
  read(url, { method: 'POST', body: JSON.stringify(body) });

test('links lead to the server under the name that the client used, and can be followed and sent', async () => {
  const base = `http://localhost:${server.port}/${PROJECT}/global`;
  const targetLink = `${base}/healthChecks/hc`;
  expect(await send(`${base}/healthChecks`, { name: 'hc', type: 'TCP' })).toMatchObject({ targetLink });
  expect(await read(targetLink)).toMatchObject({ name: 'hc', selfLink: targetLink });
  const answered = await send(`${base}/backendServices`, { name: 'b', healthChecks: [targetLink] });
  expect(answered).toMatchObject({ operationType: 'insert' });
  expect(await read(`${base}/backendServices/b`)).toMatchObject({ healthChecks: [targetLink] });
  const found = await read(
    `${base}/backendServices?filter=${encodeURIComponent(`selfLink="${base}/backendServices/b"`)}`,
  );
  expect(found).toMatchObject({ items: [{ name: 'b' }] });
});

test('links of other versions lead to the server as well', async () => {
  const network = `${server.url}/compute/beta/projects/p/global/networks/default`;
  expect(await read(network)).toMatchObject({ selfLink: network });
});

test('links of a fork lead to the fork', async () => {
  await send(`${server.url}/_sim/forks`, { name: 'f' });
  const network = `${server.url}/_sim/forks/f/${PROJECT}/global/networks/default`;
  expect(await read(network)).toMatchObject({ selfLink: network });
});

test('a discovery document says where it was asked for, and in which fork', async () => {
  const path = 'discovery/v1/apis/compute/v1/rest';
  expect(await read(`${server.url}/${path}`)).toMatchObject({ rootUrl: `${server.url}/` });
  await send(`${server.url}/_sim/forks`, { name: 'd' });
  const root = `${server.url}/_sim/forks/d/`;
  expect(await read(root + path)).toMatchObject({ rootUrl: root, baseUrl: `${root}compute/v1/` });
});

test('what is no link is left as it is, and so is the state that the control plane gives out', async () => {
  const description = 'see https://www.googleapis.com/compute/v1/projects/p';
  await send(`${server.url}/${PROJECT}/global/addresses`, { name: 'a', description });
  expect(await read(`${server.url}/${PROJECT}/global/addresses/a`)).toMatchObject({ description });
  const snapshot = await (await fetch(`${server.url}/_sim/snapshot`)).text();
  expect(snapshot).toContain('https://www.googleapis.com/');
  expect(snapshot).not.toContain(server.url);
});

test("whoever means Google's host reads Google's links", async () => {
  const answered = await new Promise<string>((resolve, reject) => {
    const path = `/${PROJECT}/global/networks/default`;
    request({ host: server.host, port: server.port, path, headers: { host: 'compute.googleapis.com' } }, (response) => {
      let text = '';
      response.on('data', (part: Buffer) => {
        text += part.toString();
      });
      response.on('end', () => resolve(text));
    })
      .on('error', reject)
      .end();
  });
  expect(JSON.parse(answered)).toMatchObject({
    selfLink: `https://www.googleapis.com/${PROJECT}/global/networks/default`,
  });
});
