import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compressed } from './compressed.ts';

const answerOf = (body: string | Uint8Array) => ({ status: 200, headers: { etag: '"a"' }, body });
const gunzipped = (body: string | Uint8Array): string => gunzipSync(body).toString();

test.each(['short', new TextEncoder().encode('ü'.repeat(20_000))])('a body is compressed, and says so', (body) => {
  const { headers, body: bytes } = compressed(answerOf(body));
  expect(headers).toEqual({ etag: '"a"', 'content-encoding': 'gzip' });
  expect(gunzipped(bytes)).toBe(typeof body === 'string' ? body : new TextDecoder().decode(body));
});

test('bytes are compressed once', () => {
  const bytes = new Uint8Array(20_000);
  const first = compressed(answerOf(bytes)).body;
  expect(compressed(answerOf(bytes)).body).toBe(first);
  expect(compressed(answerOf(new Uint8Array(20_000))).body).not.toBe(first);
});

test('no body stays none', () => expect(compressed(answerOf(''))).toEqual(answerOf('')));
