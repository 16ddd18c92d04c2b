import https from 'node:https';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { explore, ExplorationError, honestSuccess } from './index.ts';

const CHECKS = 'https://compute.googleapis.com/compute/v1/projects/p/global/healthChecks';

/** Sends a request by the module that clients are made of which know no `fetch`. */
function post(url: string, body: object): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = https.request(url, { method: 'POST' }, (response) => void text(response).then(resolve, reject));
    request.on('error', reject);
    request.end(JSON.stringify(body));
  });
}

test('what a program sends to Google by any client comes to its own run', async () => {
  const seen = new Set<number>();
  const found: unknown = await explore(
    async () => {
      await post(CHECKS, { name: 'one', type: 'TCP' });
      await new Promise((resolve) => void setTimeout(resolve, 60_000));
      const { items = [] } = (await (await fetch(CHECKS)).json()) as { items?: object[] };
      seen.add(items.length);
      if (items.length === 0) await post(CHECKS, { name: 'two', type: 'TCP' });
    },
    { invariant: honestSuccess(), faults: ['reset', 'staleRead', 'operationFails'] },
  ).catch((error: unknown) => error);
  expect(found).toBeInstanceOf(ExplorationError);
  const { findings, unsteady } = (found as ExplorationError).exploration;
  expect(unsteady).toBeUndefined();
  expect(findings.map(({ schedule: [incident] }) => incident)).toEqual([
    { call: 1, method: 'healthChecks.insert', kind: 'operationFails' },
    { call: 2, method: 'healthChecks.list', kind: 'staleRead' },
  ]);
  expect(seen).toEqual(new Set([0, 1]));
});

test('what no simulator plays is refused, and told', async () => {
  const program = async (): Promise<void> => {
    await fetch(CHECKS);
    await fetch('https://storage.googleapis.com/storage/v1/b');
  };
  await expect(explore(program, { faults: [], crashes: false })).rejects.toThrow(
    /Requests to Google that no simulator answers.*\n {2}GET https:\/\/storage.googleapis.com\/storage\/v1\/b/,
  );
});
