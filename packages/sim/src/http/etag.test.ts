import { expect, test } from 'vitest';
import { createSimulator } from '../index.ts';

const url = 'https://compute.googleapis.com/compute/v1/projects/p/global/healthChecks';

async function prepared() {
  const { fetch } = createSimulator();
  await fetch(url, { method: 'POST', body: JSON.stringify({ name: 'a', type: 'TCP' }) });
  return fetch;
}

test('a read carries an ETag that stays until the answer changes', async () => {
  const fetch = await prepared();
  const first = (await fetch(`${url}/a`)).headers.get('etag');
  expect(first).toMatch(/^"[\w-]{27}"$/);
  expect((await fetch(`${url}/a`)).headers.get('etag')).toBe(first);
  await fetch(`${url}/a`, { method: 'PATCH', body: JSON.stringify({ checkIntervalSec: 7 }) });
  expect((await fetch(`${url}/a`)).headers.get('etag')).not.toBe(first);
});

test.each([(etag: string) => etag, (etag: string) => `W/${etag}`, (etag: string) => `"other", ${etag}`, () => '*'])(
  'a client that has the answer is told so, with no body',
  async (condition) => {
    const fetch = await prepared();
    const etag = (await fetch(`${url}/a`)).headers.get('etag') ?? '';
    const answer = await fetch(`${url}/a`, { headers: { 'if-none-match': condition(etag) } });
    expect([answer.status, answer.headers.get('etag'), await answer.text()]).toEqual([304, etag, '']);
  },
);

test('a client that has another answer gets this one', async () => {
  const fetch = await prepared();
  const answer = await fetch(`${url}/a`, { headers: { 'if-none-match': '"other"' } });
  expect([answer.status, await answer.json()]).toEqual([200, expect.objectContaining({ name: 'a' })]);
});

test('neither a mutation nor a refusal carries one', async () => {
  const fetch = await prepared();
  const refused = await fetch(`${url}/b`);
  const mutation = await fetch(url, { method: 'POST', body: JSON.stringify({ name: 'c', type: 'TCP' }) });
  expect([refused.headers.get('etag'), mutation.headers.get('etag')]).toEqual([null, null]);
});
