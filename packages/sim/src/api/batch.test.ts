import { describe, expect, test } from 'vitest';
import { Refusal } from '../kernel/refusal.ts';
import { formatBatch, isBatchUrl, parseBatch } from './batch.ts';
import type { ApiRequest } from './request.ts';

const BOUNDARY = '===============2279194272988243142==';

/** As gcloud writes it: bare line feeds, a quoted boundary full of equals signs. */
const GCLOUD = [
  `--${BOUNDARY}`,
  'Content-Type: application/http',
  'MIME-Version: 1.0',
  'Content-Transfer-Encoding: binary',
  'Content-ID: <8efd7e4e+0>',
  '',
  'POST /compute/v1/projects/p/global/healthChecks?alt=json HTTP/1.1',
  'content-type: application/json',
  'MIME-Version: 1.0',
  'content-length: 13',
  'Host: compute.googleapis.com',
  '',
  '{"name": "h"}',
  `--${BOUNDARY}`,
  'Content-Type: application/http',
  'Content-ID: <8efd7e4e+1>',
  '',
  'DELETE /compute/v1/projects/p/global/healthChecks/x HTTP/1.1',
  'content-length: 0',
  '',
  `--${BOUNDARY}--`,
  '',
].join('\n');

const batch = (body: string, contentType = `multipart/mixed; boundary="${BOUNDARY}"`, headers = {}): ApiRequest => ({
  method: 'POST',
  url: '/batch/compute/v1',
  headers: { 'content-type': contentType, 'content-length': String(body.length), ...headers },
  body,
});

const batchOf = (count: number): ApiRequest =>
  batch(`${'--b\n\nGET /x HTTP/1.1\n\n'.repeat(count)}--b--`, 'multipart/mixed; boundary=b');

describe('reading a batch', () => {
  test.each([
    ['line feeds', GCLOUD],
    ['carriage returns and line feeds', GCLOUD.replaceAll('\n', '\r\n')],
    ['text before and after', `preamble\n${GCLOUD}epilogue\n--${BOUNDARY}\n`],
    ['no closing boundary', GCLOUD.slice(0, GCLOUD.lastIndexOf('--'.concat(BOUNDARY)))],
  ])('with %s', (_, body) => {
    expect(parseBatch(batch(body))).toEqual([
      {
        contentId: '<8efd7e4e+0>',
        call: {
          method: 'POST',
          url: '/compute/v1/projects/p/global/healthChecks?alt=json',
          headers: {
            'content-type': 'application/json',
            'mime-version': '1.0',
            'content-length': '13',
            host: 'compute.googleapis.com',
          },
          body: '{"name": "h"}',
        },
      },
      {
        contentId: '<8efd7e4e+1>',
        call: {
          method: 'DELETE',
          url: '/compute/v1/projects/p/global/healthChecks/x',
          headers: { 'content-length': '0' },
          body: '',
        },
      },
    ]);
  });

  test('calls take the headers of the batch that they do not have themselves', () => {
    const body = '--b\n\nGET /a HTTP/1.1\nx-own: 1\nAuthorization: Bearer inner\n\n--b\n\nGET /b\n--b--';
    const headers = { authorization: 'Bearer outer', 'user-agent': 'test' };
    const calls = parseBatch(batch(body, 'multipart/mixed; boundary=b', headers));
    expect(calls).toEqual([
      {
        contentId: undefined,
        call: {
          method: 'GET',
          url: '/a',
          headers: { authorization: 'Bearer inner', 'user-agent': 'test', 'x-own': '1' },
          body: '',
        },
      },
      { contentId: undefined, call: { method: 'GET', url: '/b', headers, body: '' } },
    ]);
  });

  test('a call that cannot be read is refused alone', () => {
    const [first, second] = parseBatch(
      batch('--b\n\nnonsense\n\n--b\n\nGET /x HTTP/1.1\n\n--b--', 'multipart/mixed; boundary=b'),
    );
    expect(first?.call).toBeInstanceOf(Refusal);
    expect(second?.call).toMatchObject({ method: 'GET', url: '/x' });
  });

  test.each([
    ['another type', 'application/json', GCLOUD],
    ['no boundary', 'multipart/mixed', GCLOUD],
    ['another boundary', 'multipart/mixed; boundary=other', GCLOUD],
    ['nothing', 'multipart/mixed; boundary=b', ''],
    ['no part', 'multipart/mixed; boundary=b', '--b--\n'],
  ])('what has %s is no batch', (_, contentType, body) => {
    expect(() => parseBatch(batch(body, contentType))).toThrow(Refusal);
  });

  test('a boundary is a line of its own', () => {
    const parts = parseBatch(batch('--b\n\nPOST /x\n\n{"a": "--b"}\n --b\n--bc\n--b--', 'multipart/mixed; boundary=b'));
    expect(parts).toMatchObject([{ call: { body: '{"a": "--b"}\n --b\n--bc' } }]);
  });

  test('headers that are too long are refused with their call', () => {
    const long = `a: ${'x'.repeat(64 * 1024)}`;
    const bodies = [`--b\n${long}\n\nGET /x\n\n`, `--b\n\nGET /x\n${long}\n\n`, '--b\n\nGET /x\n\n'].join('');
    const parts = parseBatch(batch(bodies, 'multipart/mixed; boundary=b'));
    expect(parts.map(({ call }) => ('status' in call ? call.status : call.url))).toEqual([400, 400, '/x']);
  });

  test('has at most 1000 calls', () => {
    expect(parseBatch(batchOf(1000))).toHaveLength(1000);
    expect(() => parseBatch(batchOf(1001))).toThrow(Refusal);
  });
});

test('writing a batch names each answer after its call', () => {
  const bytes = formatBatch([
    { contentId: '<a+0>', status: 200, headers: { 'content-type': 'application/json' }, body: '{}\n' },
    { contentId: 'plain', status: 404, headers: {}, body: '{"error":{}}' },
    { contentId: undefined, status: 204, headers: {}, body: '' },
  ]);
  expect(new TextDecoder().decode(bytes).split('\r\n')).toEqual([
    '--batch_gcepool',
    'Content-Type: application/http',
    'Content-ID: <response-a+0>',
    '',
    'HTTP/1.1 200 OK',
    'content-type: application/json',
    '',
    '{}\n',
    '--batch_gcepool',
    'Content-Type: application/http',
    'Content-ID: response-plain',
    '',
    'HTTP/1.1 404 Not Found',
    '',
    '{"error":{}}',
    '--batch_gcepool',
    'Content-Type: application/http',
    '',
    'HTTP/1.1 204 No Content',
    '',
    '',
    '--batch_gcepool--',
    '',
  ]);
});

test.each([
  ['/batch/compute/v1', true],
  ['/batch/compute/v1/', true],
  ['/batch/compute/v1?key=k', true],
  ['https://compute.googleapis.com/batch/compute/v1', true],
  ['https://www.googleapis.com:443/batch/compute/v1', true],
  ['http://127.0.0.1:8080/batch/compute/v1', true],
  ['/batch/compute/v1/projects', false],
  ['/batch/compute/beta', true],
  ['/batch/compute/gamma', false],
  ['/batch', false],
  ['/compute/v1/projects/p?u=/batch/compute/v1', false],
])('the batch endpoint is %s: %s', (url, expected) => {
  expect(isBatchUrl(url)).toBe(expected);
});
