import { expect, test } from 'vitest';
import { cloudWith, done, envelope, errorOf, running } from './scripted-cloud.test-support.ts';

const zone = 'https://www.googleapis.com/compute/v1/projects/p/zones/us-central1-a';

/** A pause that only a signal ends. */
const never = (_: number, signal: AbortSignal) =>
  new Promise<void>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });

test('an operation that a wait leaves unfinished is waited for again, after a pause', async () => {
  const { cloud, seen, pauses } = await cloudWith([running, running, running, done]);
  await cloud.deleteBackendService('x');
  expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'DELETE /compute/v1/projects/p/global/backendServices/x',
    'POST /compute/v1/projects/p/global/operations/operation-1/wait',
    'POST /compute/v1/projects/p/global/operations/operation-1/wait',
    'POST /compute/v1/projects/p/global/operations/operation-1/wait',
  ]);
  expect(pauses).toEqual([1000, 1000]);
});

test('an operation that is DONE at once is not waited for', async () => {
  const { cloud, seen } = await cloudWith([done]);
  await cloud.createHealthCheck({ name: 'x' });
  expect(seen).toHaveLength(1);
});

test('an operation of a zone is waited for in its zone', async () => {
  const { cloud, seen } = await cloudWith([{ json: { ...running.json, zone } }, done]);
  await cloud.addInstances('group', 'us-central1-a', ['i-1']);
  expect(seen[0]?.body).toEqual({ instances: [{ instance: `${zone}/instances/i-1` }] });
  expect(seen[1]?.path).toBe('/compute/v1/projects/p/zones/us-central1-a/operations/operation-1/wait');
});

test('a failed operation rejects with its status, and its word in both spellings', async () => {
  const message = "The network resource 'n' is already being used by 'f'";
  const failed = {
    json: {
      ...done.json,
      error: { errors: [{ code: 'RESOURCE_IN_USE_BY_ANOTHER_RESOURCE', message }] },
      httpErrorStatusCode: 400,
      httpErrorMessage: 'BAD REQUEST',
    },
  };
  const { cloud } = await cloudWith([running, failed]);
  const error = await errorOf(cloud.updateBackendService({ name: 'x' }));
  expect(error).toMatchObject({
    code: 400,
    reason: 'resourceInUseByAnotherResource',
    operationErrorCode: 'RESOURCE_IN_USE_BY_ANOTHER_RESOURCE',
    resource: 'projects/p/global/backendServices/x',
    method: 'backendServices.update',
  });
  expect(error.message).toBe(
    'backendServices.update of projects/p/global/backendServices/x: operation operation-1 failed with ' +
      `400 resourceInUseByAnotherResource: ${message}`,
  );
});

test('a wait is tried once, and its 503 is told as one of the change', async () => {
  const { cloud, seen } = await cloudWith([running, envelope(503, 'backendError', 'Backend Error'), done]);
  const error = await errorOf(cloud.deleteBackendService('x'));
  expect(error).toMatchObject({ code: 503, reason: 'backendError', method: 'backendServices.delete' });
  expect(error.message).toContain('accepted, but its outcome is unknown');
  expect(error.cause).toMatchObject({
    method: 'globalOperations.wait',
    resource: 'projects/p/global/operations/operation-1',
  });
  expect(seen).toHaveLength(2);
});

test('an operation that is gone does not look like a resource that is gone', async () => {
  const { cloud } = await cloudWith([running, envelope(404, 'notFound', 'The resource was not found')]);
  expect(await errorOf(cloud.deleteBackendService('x'))).toMatchObject({ code: 0, reason: 'outcomeUnknown' });
});

test('a call is given up when the caller aborts it', async () => {
  const controller = new AbortController();
  const { cloud, seen } = await cloudWith([running, running, done], {
    sleep: async (_, signal) => {
      controller.abort();
      signal.throwIfAborted();
    },
  });
  const error = await errorOf(cloud.deleteBackendService('x', { signal: controller.signal }));
  expect(error).toMatchObject({ code: 0, reason: 'aborted', method: 'backendServices.delete' });
  expect(error.message).toContain('may still be carried out');
  expect(seen).toHaveLength(2);
});

test('an operation that does not end in time is not waited for', async () => {
  const { cloud } = await cloudWith([running, running], { sleep: never, operationTimeoutMs: 100 });
  const error = await errorOf(cloud.deleteBackendService('x'));
  expect(error).toMatchObject({ code: 0, reason: 'timeout', method: 'backendServices.delete' });
});
