import { describe, expect, test } from 'vitest';
import { waysIn } from '../../test/ways-in.ts';
import { createSimulator } from '../simulator.ts';
import { isTokenPath, partOf } from './google-hosts.ts';

test.each([
  ['compute.googleapis.com', '/compute/v1/projects/p', 'compute'],
  ['WWW.googleapis.com', '/batch/compute/v1', 'compute'],
  ['www.googleapis.com', '/storage/v1/b', 'other'],
  ['www.googleapis.com', '/oauth2/v4/token', 'tokens'],
  ['metadata', '/', 'metadata'],
  ['metadata.google.internal.', '/computeMetadata/v1/', 'metadata'],
  ['169.254.169.254', '/', 'metadata'],
  ['oauth2.googleapis.com', '/token', 'tokens'],
  ['oauth2.googleapis.com', '/revoke', 'other'],
  ['accounts.google.com', '/o/oauth2/token', 'tokens'],
  ['sts.googleapis.com', '/v1/token', 'tokens'],
  ['iamcredentials.googleapis.com', '/v1/projects/-/serviceAccounts/a@b.iam:generateAccessToken', 'tokens'],
  ['iamcredentials.googleapis.com', '/v1/projects/-/serviceAccounts/a@b.iam:signBlob', 'other'],
  ['storage.googleapis.com', '/', 'other'],
  ['googleapis.com.example.com', '/compute/v1/', undefined],
  ['notgoogle.com', '/', undefined],
])('%s%s is %s', (host, path, part) => expect(partOf(host, path)).toBe(part));

test('the path of a resource is that of no token', () => expect(isTokenPath('/compute/v1/projects/token')).toBe(false));

/** What a client asks of each host, and the status that whoever answers gives. */
const ASKED: readonly (readonly [url: string, init: RequestInit, status: number])[] = [
  ['https://compute.googleapis.com/compute/v1/projects/p', {}, 200],
  ['https://www.googleapis.com/compute/v1/projects/p', {}, 200],
  ['http://metadata/computeMetadata/v1/instance/id', { headers: { 'metadata-flavor': 'Google' } }, 200],
  ['http://169.254.169.254/computeMetadata/v1/instance/id', { headers: { 'metadata-flavor': 'Google' } }, 200],
  ['https://oauth2.googleapis.com/token', { method: 'POST', body: 'grant_type=refresh_token&refresh_token=x' }, 200],
  ['https://sts.googleapis.com/v1/token', { method: 'POST', body: '{}' }, 200],
  ['https://storage.googleapis.com/storage/v1/b', {}, 501],
  ['https://www.googleapis.com/storage/v1/b', {}, 501],
];

describe.each(['fetch', 'msw'])('through %s', (name) => {
  test.each(ASKED)('%s', async (url, init, status) => {
    await using way = await waysIn[name]?.(createSimulator());
    const answer = await way?.fetch(url, init);
    const text = await answer?.text();
    expect(answer?.status).toBe(status);
    expect(status !== 501 || text?.includes(url)).toBe(true);
  });
});
