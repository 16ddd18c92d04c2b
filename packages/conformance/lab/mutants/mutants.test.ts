import { expect, test } from 'vitest';
import { ADAPTER_MUTANTS } from './adapter-mutants.ts';
import { adapterVerdict } from './adapter-verdict.ts';
import { POOL_MUTANTS } from './pool-mutants.ts';
import { poolVerdict } from './pool-verdict.ts';

// All of them are tried by `npm run mutants`; these are told at once.
test.each([
  'makes up what is absent',
  'loses the fingerprint when it reads',
  'ignores the page token',
  'deletes nothing',
  'attaches one endpoint of many',
])('an adapter that %s is caught', async (name) => {
  const mutation = ADAPTER_MUTANTS[name];
  const verdict = mutation && (await adapterVerdict(name, mutation, 1));
  expect(verdict?.law).toEqual(expect.any(String));
});

test.each([
  'pool: calls without a request id',
  'pool: deletes the next port',
  'pool: empties a group before it fills it',
])('%s, and is caught', async (name) => {
  const options = POOL_MUTANTS[name];
  const verdict = options && (await poolVerdict(name, options, 1));
  expect(verdict?.law).toEqual(expect.any(String));
});

test('a sound adapter is caught by no law', async () => {
  expect(await adapterVerdict('sound', () => ({}), 1)).toEqual({ name: 'sound', histories: 500 });
});
