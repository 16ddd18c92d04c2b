import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SimulatorOptions } from '@gcepool/sim';
import { createSimulator } from '@gcepool/sim';
import { listen } from '@gcepool/sim/node';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ranCommand } from '../ran-command.test-support.ts';
import type { Exchange } from './exchange.ts';
import { startRecordProxy } from './record-proxy.ts';

const PROJECT = '/compute/v1/projects/secret-project-1';
const CHECKS = `${PROJECT}/global/healthChecks`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gcepool-recording-'));
});
afterEach(() => rm(folder, { recursive: true }));

type Send = (method: string, path: string, body?: object) => Promise<Record<string, string>>;

/** Records what a client does with another simulator, in the place of the real service. */
async function recordedWith(options: SimulatorOptions, use: (send: Send) => Promise<void>): Promise<Exchange[]> {
  const upstream = await listen(createSimulator({ seed: 'elsewhere', startTime: 1e12, ...options }));
  const exchanges: Exchange[] = [];
  const proxy = await startRecordProxy(new URL(upstream.url), {
    write: (exchange) => exchanges.push(exchange),
    remark: () => undefined,
  });
  const send: Send = async (method, path, body) => {
    const response = await fetch(proxy.url + path, {
      method,
      headers: { authorization: 'Bearer very-secret-token', 'x-goog-user-project': 'secret-project-1' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Record<string, string>;
  };
  try {
    await use(send);
  } finally {
    await proxy.close();
    await upstream.close();
  }
  return exchanges;
}

/** A life of a health check and an instance, with a refusal, a list and fingerprints. */
async function life(send: Send): Promise<void> {
  const inserted = await send('POST', `${CHECKS}?requestId=5d3d5c5e-0000-4000-8000-000000000001&key=secret-key`, {
    name: 'alive',
    type: 'TCP',
  });
  await send('GET', `${PROJECT}/global/operations/${inserted['name'] ?? ''}`);
  await send('GET', `${CHECKS}/alive`);
  await send('POST', CHECKS, { name: 'alive', type: 'TCP' });
  await send('PATCH', `${CHECKS}/alive`, { checkIntervalSec: 7, healthyThreshold: 3 });
  await send('POST', `${PROJECT}/global/backendServices`, {
    name: 'web',
    healthChecks: [`projects/secret-project-1/global/healthChecks/alive`],
  });
  const service = await send('GET', `${PROJECT}/global/backendServices/web`);
  await send('PATCH', `${PROJECT}/global/backendServices/web`, { timeoutSec: 9, fingerprint: service['fingerprint'] });
  await send('GET', `${PROJECT}/global/backendServices`);
  await send('DELETE', `${CHECKS}/alive`);
  await send('GET', `${PROJECT}/aggregated/backendServices?filter=name%3Dweb&access_token=secret-access`);
  await send('POST', `${PROJECT}/setCommonInstanceMetadata`, {
    items: [{ key: 'startup-script', value: 'export PASSWORD=very-secret-value' }],
  });
}

async function compared(exchanges: readonly Exchange[]) {
  const file = join(folder, 'recording.jsonl');
  await writeFile(file, exchanges.map((exchange) => `${JSON.stringify(exchange)}\n`).join(''));
  const { code, out, remarks } = await ranCommand(['compare', file, '--output', 'json']);
  const document = JSON.parse(out) as { differing: number; files: readonly { drift: readonly object[] }[] };
  return { code, document, remarks, drift: document.files.flatMap(({ drift }) => drift) };
}

test('what a simulator answered as upstream, another answers as well', async () => {
  const exchanges = await recordedWith({}, life);
  expect(exchanges).toHaveLength(12);
  const { code, drift } = await compared(exchanges);
  expect(drift).toEqual([]);
  expect(code).toBe(0);
});

test('a recording says which methods were called, and nothing that opens or names somebody’s project', async () => {
  const exchanges = await recordedWith({}, life);
  expect(exchanges.map(({ collection, apiMethod, status }) => `${collection}.${apiMethod} ${status}`)).toEqual([
    'healthChecks.insert 200',
    'globalOperations.get 200',
    'healthChecks.get 200',
    'healthChecks.insert 409',
    'healthChecks.patch 200',
    'backendServices.insert 200',
    'backendServices.get 200',
    'backendServices.patch 200',
    'backendServices.list 200',
    'healthChecks.delete 400',
    'backendServices.aggregatedList 200',
    'projects.setCommonInstanceMetadata 200',
  ]);
  const text = JSON.stringify(exchanges);
  expect(text).not.toMatch(/secret/i);
  expect(exchanges[0]).toMatchObject({
    n: 1,
    url: expect.stringMatching(
      /^https:\/\/compute\.googleapis\.com\/compute\/v1\/projects\/\$\{projectId\}\/global\/healthChecks\?/,
    ),
    requestBody: { name: 'alive', type: 'TCP' },
    responseBody: { name: '${operationID}', id: '000000000000000000000', user: 'user@example.com' },
  });
});

test.each<[string, (exchange: Exchange) => Exchange, object]>([
  ['another status', (exchange) => ({ ...exchange, status: 418 }), { path: 'status', recorded: 418, answered: 200 }],
  [
    'another value',
    (exchange) => ({ ...exchange, responseBody: { ...(exchange.responseBody as object), checkIntervalSec: 6 } }),
    { path: 'checkIntervalSec', recorded: 6, answered: 5 },
  ],
  [
    'a field more',
    (exchange) => ({ ...exchange, responseBody: { ...(exchange.responseBody as object), colour: 'red' } }),
    { path: 'colour', recorded: 'red' },
  ],
  [
    'a field less',
    (exchange) => {
      const { timeoutSec: _, ...rest } = exchange.responseBody as { timeoutSec: number };
      return { ...exchange, responseBody: rest };
    },
    { path: 'timeoutSec', answered: 5 },
  ],
])('drift is found and ends with status 1: %s', async (_, change, difference) => {
  const exchanges = await recordedWith({}, life);
  const read = exchanges[2];
  const { code, drift, remarks } = await compared(exchanges.map((one) => (one === read ? change(one) : one)));
  expect(drift).toEqual([expect.objectContaining({ n: 3, differences: [difference] })]);
  expect({ code, remarks }).toEqual({ code: 1, remarks: ['1 of 12 exchanges differ'] });
});

test('drift is found where the service does otherwise', async () => {
  const exchanges = await recordedWith({ references: 'unchecked' }, async (send) => {
    await send('POST', `${PROJECT}/global/backendServices`, { name: 'a', healthChecks: ['global/healthChecks/none'] });
  });
  const { drift } = await compared(exchanges);
  expect(drift).toEqual([
    expect.objectContaining({
      differences: expect.arrayContaining([{ path: 'status', recorded: 200, answered: 404 }]),
    }),
  ]);
});

test.each([
  ['', 'holds no exchange'],
  ['{', 'line 1 is no JSON'],
  ['{"method":"GET"}', 'line 1 is no exchange'],
])('a file that is no recording is said to be none: %j', async (text, message) => {
  const file = join(folder, 'x.jsonl');
  await writeFile(file, text);
  const { code, remarks } = await ranCommand(['compare', file]);
  expect({ code, remarks }).toEqual({ code: 2, remarks: [expect.stringContaining(message)] });
  expect(await readFile(file, 'utf8')).toBe(text);
});

test('an upstream that does not answer is a 502, and a web page is refused', async () => {
  const proxy = await startRecordProxy(new URL('http://127.0.0.1:9'), {
    write: () => undefined,
    remark: () => undefined,
  });
  try {
    expect((await fetch(proxy.url + CHECKS)).status).toBe(502);
    expect((await fetch(proxy.url + CHECKS, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
  } finally {
    await proxy.close();
  }
});
