import { expect, test } from 'vitest';
import { retryAfterMsOf } from './retry-after.ts';
import { cloudWith, errorOf } from './scripted-cloud.test-support.ts';

const date = 'Fri, 27 Nov 2026 10:00:00 GMT';
const info = (retryDelay: unknown) => [
  { '@type': 'type.googleapis.com/google.rpc.Help' },
  { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay },
];

test.each([
  [{ retryAfter: '30' }, undefined, 30_000],
  [{ retryAfter: 'Fri, 27 Nov 2026 10:01:00 GMT', date }, undefined, 60_000],
  [{ retryAfter: 'Fri, 27 Nov 2026 09:00:00 GMT', date }, undefined, 0],
  [{ retryAfter: 'Fri, 27 Nov 2026 10:01:00 GMT' }, undefined, undefined],
  [{ retryAfter: 'soon', date }, undefined, undefined],
  [{}, info('1.5s'), 1_500],
  [{}, info('60s'), 60_000],
  [{}, info(60), undefined],
  [{}, 'no list', undefined],
])('%j %j: %s ms', (headers, details, ms) => {
  expect(retryAfterMsOf({ status: 429, text: '', ...headers }, details)).toBe(ms);
});

test('an error carries what the answer says', async () => {
  const { cloud } = await cloudWith([{ status: 429, json: { error: { code: 429 } }, headers: { 'retry-after': '7' } }]);
  expect(await errorOf(cloud.listZones())).toMatchObject({ code: 429, retryAfterMs: 7_000 });
});
