import type { Cloud } from '@gcepool/core';
import { expect, test, vi } from 'vitest';
import { type ApiAnswer, type ApiCall, createGceCloud } from './index.ts';
import { cloudWith, done, envelope, errorOf, running } from './scripted-cloud.test-support.ts';

test.each([
  ['a read', (cloud: Cloud) => cloud.getBackendService('x')],
  ['a list', (cloud: Cloud) => cloud.listHealthChecks()],
  ['an aggregated list', (cloud: Cloud) => cloud.listInstanceGroups()],
  ['a mutation', (cloud: Cloud) => cloud.createBackendService({ name: 'x' })],
])('%s is tried once: a 503 is passed on', async (_, call) => {
  const { cloud, seen } = await cloudWith([envelope(503, 'backendError', 'Backend Error'), done]);
  expect(await errorOf(call(cloud))).toMatchObject({ code: 503, reason: 'backendError' });
  expect(seen).toHaveLength(1);
});

test.each([
  [401, 'authError'],
  [403, 'rateLimitExceeded'],
  [404, 'notFound'],
  [409, 'alreadyExists'],
  [412, 'conditionNotMet'],
  [429, 'rateLimitExceeded'],
  [500, 'internalError'],
])('a refusal with %i keeps its status and its word %s', async (code, reason) => {
  const { cloud, seen } = await cloudWith([envelope(code, reason, 'Because.')]);
  const error = await errorOf(cloud.getHealthCheck('x'));
  expect(error).toMatchObject({
    code,
    reason,
    resource: 'projects/p/global/healthChecks/x',
    method: 'healthChecks.get',
  });
  expect(error.message).toBe(
    `healthChecks.get of projects/p/global/healthChecks/x: GCE answered ${code} ${reason}: Because.`,
  );
  expect(error.cause).toBeInstanceOf(Error);
  expect(seen).toHaveLength(1);
});

test('onCall is told of every request to the API', async () => {
  const calls: ApiCall[] = [];
  const { cloud, endpoint } = await cloudWith([running, running, done], { onCall: (call) => void calls.push(call) });
  await cloud.deleteHealthCheck('x', { requestId: '33333333-3333-4333-8333-333333333333' });
  const wait = {
    method: 'globalOperations.wait',
    resource: 'projects/p/global/operations/operation-1',
    httpMethod: 'POST',
    url: `${endpoint}/compute/v1/projects/p/global/operations/operation-1/wait?`,
  };
  expect(calls).toEqual([
    {
      method: 'healthChecks.delete',
      resource: 'projects/p/global/healthChecks/x',
      httpMethod: 'DELETE',
      url: `${endpoint}/compute/v1/projects/p/global/healthChecks/x?requestId=33333333-3333-4333-8333-333333333333`,
    },
    wait,
    wait,
  ]);
});

test('onAnswer is told of what became of each, also where no answer came', async () => {
  const answers: ApiAnswer[] = [];
  const onAnswer = (answer: ApiAnswer): void => void answers.push(answer);
  const { cloud } = await cloudWith([envelope(404, 'notFound', 'No.'), { hangUp: true }, {}], { onAnswer });
  for (const name of ['a', 'b']) await errorOf(cloud.getHealthCheck(name));
  await cloud.getHealthCheck('c');
  expect(answers).toEqual(
    [
      ['a', 404],
      ['b', 0],
      ['c', 200],
    ].map(([name, status]) => ({
      method: 'healthChecks.get',
      resource: `projects/p/global/healthChecks/${name}`,
      status,
    })),
  );
});

test('a connection that breaks is no answer of GCE', async () => {
  const { cloud, seen } = await cloudWith([{ hangUp: true }, done]);
  const error = await errorOf(cloud.deleteBackendService('x'));
  expect(error).toMatchObject({ code: 0, reason: 'noAnswer', method: 'backendServices.delete' });
  expect(error.message).toContain('may have been carried out');
  expect(seen).toHaveLength(1);
});

test('a host that does not listen is no answer of GCE', async () => {
  // Port 9 is the discard service's, which nobody runs.
  const error = await errorOf(createGceCloud({ project: 'p', endpoint: 'http://127.0.0.1:9' }).getBackendService('x'));
  expect(error).toMatchObject({ code: 0, reason: 'noAnswer' });
  expect(error.message).toContain('ECONNREFUSED');
});

test('a request that the auth client repeats with a fresh token is told twice', async () => {
  const { OAuth2Client } = await import('google-auth-library');
  const auth = new OAuth2Client();
  auth.setCredentials({ access_token: 'stale' });
  auth.refreshHandler = async () => ({ access_token: 'fresh', expiry_date: Date.UTC(2100, 0) });
  const calls: ApiCall[] = [];
  const { cloud, seen } = await cloudWith(
    [envelope(401, 'authError', 'Invalid Credentials'), { json: { name: 'x' } }],
    {
      auth,
      onCall: (call) => void calls.push(call),
    },
  );
  expect(await cloud.getBackendService('x')).toEqual({ name: 'x' });
  expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer stale', 'Bearer fresh']);
  expect(calls).toHaveLength(2);
});

test('credentials that cannot be had are told as such, and asked for again by the next call', async () => {
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', '/nowhere/key.json');
  const cloud = createGceCloud({ project: 'p' });
  for (const _ of [1, 2]) {
    const error = await errorOf(cloud.deleteBackendService('x'));
    expect(error).toMatchObject({ code: 0, reason: 'notSent' });
    expect(error.message).toContain('/nowhere/key.json');
    expect(error.message).toContain('GOOGLE_APPLICATION_CREDENTIALS');
  }
});

test('a success that is not JSON is not taken for one of GCE', async () => {
  const { cloud } = await cloudWith([{ body: '<html>Please log in to the wireless network</html>' }]);
  expect(await errorOf(cloud.getBackendService('x'))).toMatchObject({ code: 0, reason: 'malformedAnswer' });
});

test('an error page is told in its own words', async () => {
  const { cloud } = await cloudWith([
    { status: 502, body: '<html><title>502</title><style>p{}</style><body><p>Bad  gateway.</p></body></html>' },
  ]);
  const error = await errorOf(cloud.getBackendService('x'));
  expect(error).toMatchObject({ code: 502 });
  expect(error.reason).toBeUndefined();
  expect(error.message).toBe(
    'backendServices.get of projects/p/global/backendServices/x: GCE answered 502: Bad gateway.',
  );
});

test('a cloud whose signal has aborted asks nothing', async () => {
  const { cloud, seen } = await cloudWith([done], { signal: AbortSignal.abort() });
  const error = await errorOf(cloud.getBackendService('x'));
  expect(error).toMatchObject({ code: 0, reason: 'aborted' });
  expect(error.message).toContain('nothing was sent');
  expect(seen).toEqual([]);
});

test('an answer that does not come in time is not waited for', async () => {
  const { cloud } = await cloudWith([undefined], { requestTimeoutMs: 20 });
  // The modules are loaded by now or not: either way the time is over.
  expect(await errorOf(cloud.getBackendService('x'))).toMatchObject({ code: 0, reason: 'timeout' });
});

test.each(['', '.', '..', 'a/../b'])('the name %j is refused before it changes what the URL means', async (name) => {
  const { cloud, seen } = await cloudWith([done]);
  expect(await errorOf(cloud.deleteBackendService(name))).toMatchObject({ code: 400, reason: 'invalid' });
  expect(seen).toEqual([]);
});
