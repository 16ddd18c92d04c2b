import type { BackendService } from '@gcepool/api';
import { describe, expect, test } from 'vitest';
import type { FakeBackendServices } from './fake-backend-services.ts';
import { createFakeBackendServices, FakeError } from './fake-backend-services.ts';

const GROUP = 'https://www.googleapis.com/compute/v1/projects/fake-project/zones/us-central1-a/instanceGroups/g';
const CHECK = 'https://www.googleapis.com/compute/v1/projects/fake-project/global/healthChecks/h';
const service = (name: string, more: BackendService = {}): BackendService => ({
  name,
  healthChecks: [CHECK],
  backends: [{ group: GROUP }],
  ...more,
});

const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no error',
    (error: unknown) => error,
  );

async function fakeWith(...names: string[]): Promise<FakeBackendServices> {
  const fake = createFakeBackendServices();
  for (const name of names) await fake.createBackendService(service(name));
  return fake;
}

describe('a fake', () => {
  test('creates, with what GCE fills in', async () => {
    const fake = await fakeWith('b');
    expect(await fake.getBackendService('b')).toMatchObject({
      kind: 'compute#backendService',
      name: 'b',
      protocol: 'HTTP',
      port: 80,
      healthChecks: [CHECK],
      backends: [{ group: GROUP, balancingMode: 'UTILIZATION', capacityScaler: 1 }],
      fingerprint: expect.stringMatching(/^[\w+/]{11}=$/),
    });
  });

  test('updates: what is left out returns to its default', async () => {
    const fake = await fakeWith('b');
    const { fingerprint } = await fake.getBackendService('b');
    await fake.updateBackendService(service('b', { timeoutSec: 7, description: 'x', fingerprint }));
    const changed = await fake.getBackendService('b');
    expect(changed).toMatchObject({ timeoutSec: 7, description: 'x' });
    await fake.updateBackendService(service('b', { fingerprint: changed.fingerprint }));
    expect(await fake.getBackendService('b')).toMatchObject({ timeoutSec: 30, description: '' });
  });

  test('deletes', async () => {
    const fake = await fakeWith('a', 'b');
    await fake.deleteBackendService('a');
    expect((await fake.listBackendServices()).map(({ name }) => name)).toEqual(['b']);
  });

  test('lists by name, all pages', async () => {
    const fake = createFakeBackendServices();
    expect(await fake.listBackendServices()).toEqual([]);
    const names = Array.from({ length: 501 }, (_, index) => `b${String(index).padStart(3, '0')}`);
    for (const name of names.toReversed()) await fake.createBackendService({ name });
    expect((await fake.listBackendServices()).map(({ name }) => name)).toEqual(names);
  });

  test('finds a group that it does not know healthy, if the service uses it', async () => {
    const fake = await fakeWith('b');
    expect(await fake.getHealth('b', GROUP)).toEqual({
      kind: 'compute#backendServiceGroupHealth',
      healthStatus: [{ healthState: 'HEALTHY', port: 80 }],
    });
    expect(await errorOf(fake.getHealth('b', `${GROUP}-other`))).toMatchObject({ code: 400, reason: 'invalid' });
    expect(await errorOf(fake.getHealth('c', GROUP))).toMatchObject({ code: 404 });
  });

  test('answers for a group that it knows with the members it has', async () => {
    const fake = await fakeWith('b');
    const url = `/compute/v1/projects/${fake.project}/zones/us-central1-a/instanceGroups`;
    fake.simulator.handle({ method: 'POST', url, body: { name: 'g', namedPorts: [{ name: 'http', port: 1 }] } });
    expect(await fake.getHealth('b', GROUP)).toEqual({ kind: 'compute#backendServiceGroupHealth' });
  });
});

describe('refusals are errors that carry what GCE said', () => {
  test('404', async () => {
    const fake = createFakeBackendServices();
    for (const call of [
      fake.getBackendService('b'),
      fake.deleteBackendService('b'),
      fake.updateBackendService(service('b')),
      fake.getBackendService('b?fields=name'),
      fake.getBackendService('../b'),
    ]) {
      const error = await errorOf(call);
      expect(error).toBeInstanceOf(FakeError);
      expect([400, 404]).toContain((error as FakeError).code); // a FakeError, as the line above says
    }
    expect(await errorOf(fake.getBackendService('b'))).toMatchObject({
      name: 'FakeError',
      code: 404,
      reason: 'notFound',
      message: "The resource 'projects/fake-project/global/backendServices/b' was not found",
      resource: expect.stringContaining('backendServices/b'),
    });
  });

  test('409', async () => {
    const fake = await fakeWith('b');
    expect(await errorOf(fake.createBackendService(service('b')))).toMatchObject({
      code: 409,
      reason: 'alreadyExists',
    });
  });

  test('412 for a stale fingerprint, and none for the current one', async () => {
    const fake = await fakeWith('b');
    const read = await fake.getBackendService('b');
    await fake.updateBackendService({ ...read, timeoutSec: 7 });
    expect(await errorOf(fake.updateBackendService({ ...read, timeoutSec: 8 }))).toMatchObject({
      code: 412,
      reason: 'conditionNotMet',
    });
    expect((await fake.getBackendService('b')).timeoutSec).toBe(7);
  });

  test('400 for what makes no sense', async () => {
    const fake = createFakeBackendServices();
    expect(await errorOf(fake.createBackendService({ name: 'Bad_Name' }))).toMatchObject({
      code: 400,
      reason: 'invalid',
    });
    expect(await errorOf(fake.createBackendService({}))).toMatchObject({ code: 400, reason: 'required' });
    expect(await errorOf(fake.createBackendService(service('b', { healthChecks: [] })))).toMatchObject({ code: 400 });
    expect(await fake.listBackendServices()).toEqual([]);
  });

  test('and so is an operation that fails', async () => {
    const fake = await fakeWith('a');
    const other = service('b', { backends: [{ group: GROUP, balancingMode: 'RATE', maxRate: 1 }] });
    expect(await errorOf(fake.createBackendService(other))).toMatchObject({
      code: 400,
      message: expect.stringContaining('incompatible balancing_mode'),
    });
    expect((await fake.listBackendServices()).map(({ name }) => name)).toEqual(['a']);
  });
});

describe('what goes in and out are copies', () => {
  test('writing to what was sent changes nothing', async () => {
    const fake = createFakeBackendServices();
    const sent = { name: 'b', healthChecks: [CHECK], backends: [{ group: GROUP, description: 'first' }] };
    const creating = fake.createBackendService(sent);
    sent.backends[0] = { group: GROUP, description: 'second' };
    await creating;
    expect((await fake.getBackendService('b')).backends).toMatchObject([{ description: 'first' }]);
  });

  test('writing to what was answered changes nothing', async () => {
    const fake = await fakeWith('b');
    const read = await fake.getBackendService('b');
    read.backends?.splice(0);
    Object.assign(read, { timeoutSec: 1 });
    const [listed] = await fake.listBackendServices();
    Object.assign(listed ?? {}, { name: 'c' });
    expect(await fake.getBackendService('b')).toMatchObject({
      name: 'b',
      timeoutSec: 30,
      backends: [{ group: GROUP }],
    });
  });
});

describe('errFunc', () => {
  test('is asked before anything happens, and what it throws the caller gets', async () => {
    const seen: unknown[] = [];
    const fake = createFakeBackendServices((operation, { name }) => {
      seen.push([operation, name]);
      if (operation === 'create' && name === 'bad') throw new Error('no quota');
    });
    await fake.createBackendService(service('good'));
    expect(await errorOf(fake.createBackendService(service('bad')))).toEqual(new Error('no quota'));
    expect((await fake.listBackendServices()).map(({ name }) => name)).toEqual(['good']);
    await fake.updateBackendService(await fake.getBackendService('good'));
    await fake.getHealth('good', GROUP);
    await fake.deleteBackendService('good');
    expect(seen).toEqual([
      ['create', 'good'],
      ['create', 'bad'],
      ['list', undefined],
      ['get', 'good'],
      ['update', 'good'],
      ['getHealth', 'good'],
      ['delete', 'good'],
    ]);
  });

  test('cannot change what was sent', async () => {
    const fake = createFakeBackendServices((_, sent) => void Object.assign(sent, { timeoutSec: 1 }));
    await fake.createBackendService(service('b', { timeoutSec: 9 }));
    expect((await fake.getBackendService('b')).timeoutSec).toBe(9);
  });
});

test('every call is remembered, refused ones included', async () => {
  const fake = await fakeWith('b');
  await errorOf(fake.getBackendService('nothing'));
  await fake.listBackendServices();
  await fake.deleteBackendService('b');
  expect(fake.calls).toEqual([
    { operation: 'create', name: 'b' },
    { operation: 'get', name: 'nothing' },
    { operation: 'list', name: '' },
    { operation: 'delete', name: 'b' },
  ]);
});
