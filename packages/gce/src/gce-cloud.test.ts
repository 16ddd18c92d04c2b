import type { Cloud } from '@gcepool/core';
import { expect, expectTypeOf, test } from 'vitest';
import type { GceCloud } from './index.ts';
import { cloudWith, done } from './scripted-cloud.test-support.ts';

test('a GceCloud is a Cloud of @gcepool/core', () => {
  expectTypeOf<GceCloud>().toExtend<Cloud>();
});

test('a list of several pages is read to its end', async () => {
  const { cloud, seen } = await cloudWith(
    [
      { json: { items: [{ name: 'a' }, { name: 'b' }], nextPageToken: 'second=/+' } },
      { json: { nextPageToken: 'third' } },
      { json: { items: [{ name: 'c' }] } },
    ],
    { pageSize: 2 },
  );
  expect(await cloud.listBackendServices()).toEqual([{ name: 'a' }, { name: 'b' }, { name: 'c' }]);
  expect(seen.map(({ query }) => query.get('pageToken'))).toEqual([null, 'second=/+', 'third']);
  expect(seen.map(({ query }) => query.get('maxResults'))).toEqual(['2', '2', '2']);
});

test('an aggregated list of several pages is read to its end, regions left out', async () => {
  const empty = { warning: { code: 'NO_RESULTS_ON_PAGE', message: 'There are no results.' } };
  const { cloud, seen } = await cloudWith([
    { json: { items: { 'zones/a': { instanceGroups: [{ name: 'g' }] }, 'zones/b': empty }, nextPageToken: '2' } },
    {
      json: {
        items: { 'zones/b': { instanceGroups: [{ name: 'h' }] }, 'regions/r': { instanceGroups: [{ name: 'no' }] } },
      },
    },
  ]);
  expect(await cloud.listInstanceGroups()).toEqual([{ name: 'g' }, { name: 'h' }]);
  expect(seen.map(({ query }) => query.get('pageToken'))).toEqual([null, '2']);
});

test('members are listed through all pages, whatever their state', async () => {
  const { cloud, seen } = await cloudWith([
    { json: { items: [{ instance: 'one', status: 'RUNNING' }], nextPageToken: '2' } },
    { json: { items: [{ instance: 'two', status: 'TERMINATED' }] } },
  ]);
  expect(await cloud.listInstances('g', 'z')).toEqual(['one', 'two']);
  expect(seen.map(({ body }) => body)).toEqual([{ instanceState: 'ALL' }, { instanceState: 'ALL' }]);
});

test('only zones that are UP are listed', async () => {
  const { cloud } = await cloudWith([
    {
      json: {
        items: [
          { name: 'a', status: 'UP' },
          { name: 'b', status: 'DOWN' },
        ],
      },
    },
  ]);
  expect(await cloud.listZones()).toEqual(['a']);
});

test('what is sent and what comes back is the JSON as it is, unknown fields included', async () => {
  const odd = {
    name: 'x',
    id: '12345678901234567890',
    fieldOfTheYear2030: { IPAddress: '1.2.3.4', deep: [{ int64: '9007199254740993' }] },
    enableCDN: false,
    timeoutSec: 0,
    description: '',
    backends: [],
    protocol: 'PROTOCOL_OF_THE_YEAR_2030',
    connectionDraining: { drainingTimeoutSec: 0 },
    iap: { enabled: false, oauth2ClientId: '' },
    fingerprint: 'abcdef0123A=',
  };
  const { cloud, seen } = await cloudWith([{ json: odd }, done]);
  const read = await cloud.getBackendService('x');
  expect(read).toEqual(odd);
  await cloud.updateBackendService(read);
  expect(seen[1]).toMatchObject({ method: 'PUT', path: '/compute/v1/projects/p/global/backendServices/x' });
  expect(seen[1]?.body).toStrictEqual(odd);
});

test('every mutation carries a requestId: a new one, or that of the caller', async () => {
  const ids = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
  const requestId = '33333333-3333-4333-8333-333333333333';
  const { cloud, seen } = await cloudWith(
    Array.from({ length: 13 }, () => done),
    {
      newRequestId: () => ids.shift() ?? '44444444-4444-4444-8444-444444444444',
    },
  );
  await cloud.deleteBackendService('x');
  await cloud.deleteBackendService('x');
  const options = { requestId };
  await cloud.deleteBackendService('x', options);
  await cloud.createBackendService({ name: 'x' }, options);
  await cloud.updateBackendService({ name: 'x' }, options);
  await cloud.createHealthCheck({ name: 'x' }, options);
  await cloud.updateHealthCheck({ name: 'x' }, options);
  await cloud.deleteHealthCheck('x', options);
  await cloud.createInstanceGroup({ name: 'x' }, 'z', options);
  await cloud.deleteInstanceGroup('x', 'z', options);
  await cloud.addInstances('x', 'z', ['i'], options);
  await cloud.removeInstances('x', 'z', ['i'], options);
  await cloud.setNamedPorts('x', 'z', [{ name: 'port80', port: 80 }], 'abcdef0123A=', options);
  expect(seen.map(({ query }) => query.get('requestId'))).toEqual([
    '11111111-1111-4111-8111-111111111111',
    '22222222-2222-4222-8222-222222222222',
    ...Array.from({ length: 11 }, () => requestId),
  ]);
  expect(seen.at(-1)?.body).toEqual({ namedPorts: [{ name: 'port80', port: 80 }], fingerprint: 'abcdef0123A=' });
});
