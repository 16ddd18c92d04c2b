import { expect, test } from 'vitest';
import { ApiServerError } from '../api-server/api-server-error.ts';
import type { ApiRequest, ApiServer } from '../api-server/api-server.ts';
import { ServiceReports } from './service-reports.ts';
import type { ServiceEvent } from './service-report.ts';

const cart = { namespace: 'shop', name: 'cart', uid: 'u1' };
const created: ServiceEvent = { type: 'Normal', reason: 'BackendCreated', message: 'it is there' };

/** Reports to a server that answers when it is told to. */
function reporting({ mayWrite = (): boolean => true } = {}) {
  const requests: ApiRequest[] = [];
  const troubles: unknown[] = [];
  const waiting: { readonly resolve: (object: object) => void; readonly reject: (error: unknown) => void }[] = [];
  let time = Date.parse('2026-01-01T00:00:00Z');
  const api: ApiServer = {
    address: 'here',
    ask: (request) => {
      requests.push(request);
      return new Promise((resolve, reject) => waiting.push({ resolve: () => resolve({}), reject }));
    },
    follow: () => Promise.reject(new Error('nothing is followed')),
  };
  const reports = new ServiceReports({
    api,
    instance: 'a',
    timeOfDay: () => new Date(time),
    mayWrite,
    onTrouble: (error) => troubles.push(error),
  });
  const answered = async (settle: (one: (typeof waiting)[number]) => void): Promise<void> => {
    for (const one of waiting.splice(0)) settle(one);
    await new Promise(setImmediate);
  };
  return {
    reports,
    requests,
    troubles,
    pass: (ms: number) => (time += ms),
    answer: () => answered(({ resolve }) => resolve({})),
    refuse: (status: number) => answered(({ reject }) => reject(new ApiServerError('no', status))),
  };
}

test('an event is of the Service as it is, and is told once an hour', async () => {
  const { reports, requests, answer, pass } = reporting();
  reports.tell(cart, created);
  reports.tell(cart, created);
  await answer();
  reports.tell(cart, created);
  expect(requests).toHaveLength(1);
  expect(requests[0]).toMatchObject({
    method: 'POST',
    path: '/api/v1/namespaces/shop/events',
    body: {
      involvedObject: { kind: 'Service', namespace: 'shop', name: 'cart', uid: 'u1' },
      firstTimestamp: '2026-01-01T00:00:00Z',
      ...created,
    },
  });
  pass(3_600_000);
  reports.tell(cart, created);
  reports.tell({ ...cart, uid: 'u2' }, created);
  await answer();
  await answer();
  expect(requests).toHaveLength(3);
});

test('what could not be written is told, and tried again when it is told anew', async () => {
  const { reports, requests, troubles, refuse } = reporting();
  reports.tell(cart, created);
  await refuse(403);
  expect(troubles).toHaveLength(1);
  reports.tell(cart, created);
  expect(requests).toHaveLength(2);
});

test.each([404, 409])('that a Service is gone or another is no trouble: %d', async (status) => {
  const { reports, troubles, refuse } = reporting();
  reports.annotate(cart, '{}');
  await refuse(status);
  expect(troubles).toEqual([]);
});

test('of annotations that wait the last is written, and none at the end', async () => {
  const { reports, requests, answer } = reporting();
  for (const value of ['1', '2', undefined]) reports.annotate(cart, value);
  await answer();
  await answer();
  expect(requests.map(({ body }) => body)).toEqual([
    { metadata: { uid: 'u1', annotations: { 'gcepool/backends': '1' } } },
    { metadata: { uid: 'u1', annotations: { 'gcepool/backends': null } } },
  ]);
  reports.annotate(cart, '3');
  reports.annotate({ ...cart, uid: 'u2' }, '4');
  const ended = reports.end();
  await answer();
  await ended;
  expect(requests).toHaveLength(3);
});

test('who may not write writes nothing', async () => {
  let mayWrite = false;
  const { reports, requests } = reporting({ mayWrite: () => mayWrite });
  reports.tell(cart, created);
  await new Promise(setImmediate);
  expect(requests).toEqual([]);
  mayWrite = true;
  reports.tell(cart, created);
  expect(requests).toHaveLength(1);
});
