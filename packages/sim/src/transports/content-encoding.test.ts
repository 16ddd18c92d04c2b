import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { decoded } from './content-encoding.ts';

const TEXT = Buffer.from('{"name":"a"}');

test.each([
  ['gzip', gzipSync(TEXT)],
  ['GZip', gzipSync(TEXT)],
  ['x-gzip', gzipSync(TEXT)],
  ['deflate', deflateSync(TEXT)],
  ['br', brotliCompressSync(TEXT)],
  ['identity', TEXT],
  ['', TEXT],
  ['deflate, gzip', gzipSync(deflateSync(TEXT))],
  [undefined, TEXT],
])('reads %s', (encoding, sent) => {
  expect(decoded(sent, encoding, 1000).toString()).toBe(TEXT.toString());
});

test.each(['compress', 'gzip, zstd', 'toString', 'gzip,gzip,gzip,gzip,gzip'])('refuses %s with 415', (encoding) => {
  expect(() => decoded(TEXT, encoding, 1000)).toThrow(expect.objectContaining({ status: 415 }));
});

test.each([
  ['gzip, deflate', gzipSync(deflateSync(TEXT))],
  ['gzip', TEXT],
])('refuses what is not %s with 400', (encoding, sent) => {
  expect(() => decoded(sent, encoding, 1000)).toThrow(expect.objectContaining({ status: 400 }));
});

test.each([
  ['gzip', gzipSync(Buffer.alloc(1001))],
  ['deflate', deflateSync(Buffer.alloc(1001))],
  ['br', brotliCompressSync(Buffer.alloc(1001))],
])('refuses what %s unfolds to more than is allowed with 413', (encoding, sent) => {
  expect(() => decoded(sent, encoding, 1000)).toThrow(expect.objectContaining({ status: 413 }));
});
