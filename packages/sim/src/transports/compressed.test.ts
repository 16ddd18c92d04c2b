import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compressed } from './compressed.ts';

const answerOf = (body: string | Uint8Array) => ({ status: 200, headers: { etag: '"a"' }, body });
const gunzipped = (body: string | Uint8Array): string => gunzipSync(body).toString();

test.each(['short', 'long'.repeat(20_000), new TextEncoder().encode('ü'.repeat(20_000))])(
  'a body is compressed, and says so',
  async (body) => {
    const { headers, body: bytes } = await compressed(answerOf(body));
    expect(headers).toEqual({ etag: '"a"', 'content-encoding': 'gzip' });
    expect(gunzipped(bytes)).toBe(typeof body === 'string' ? body : new TextDecoder().decode(body));
  },
);

test('bytes are compressed once', async () => {
  const bytes = new Uint8Array(20_000);
  const { body: first } = await compressed(answerOf(bytes));
  expect((await compressed(answerOf(bytes))).body).toBe(first);
  expect((await compressed(answerOf(new Uint8Array(20_000)))).body).not.toBe(first);
});

test('no body stays none', async () => expect(await compressed(answerOf(''))).toEqual(answerOf('')));
