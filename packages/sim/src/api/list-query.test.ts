import { expect, test } from 'vitest';
import { asArray, asObject, asString } from '../kernel/json.ts';
import { createSimulator } from '../simulator.ts';

const simulator = createSimulator();
for (const name of ['a', 'b', 'c']) {
  const body = { name, type: 'TCP', tcpHealthCheck: { port: 80 } };
  simulator.handle({ method: 'POST', url: '/compute/v1/projects/p/global/healthChecks', body });
}

function ask(query: Readonly<Record<string, string>>, path = 'global/healthChecks') {
  const url = `/compute/v1/projects/p/${path}?${new URLSearchParams(query).toString()}`;
  return simulator.handle({ method: 'GET', url });
}

/** `400 invalid: message` */
function refusalOf(...request: Parameters<typeof ask>): string {
  const { status, body } = ask(...request);
  const error = asObject(body?.['error']);
  return `${status} ${asString(asObject(asArray(error['errors'])[0])['reason'])}: ${asString(error['message'])}`;
}

test('a page token is that of one list, one filter and one order', () => {
  const pageToken = asString(ask({ maxResults: '1' }).body?.['nextPageToken']);
  expect(ask({ pageToken, maxResults: '2' })).toMatchObject({
    status: 200,
    body: { items: [{ name: 'b' }, { name: 'c' }] },
  });
  const others: Parameters<typeof ask>[] = [
    [{ pageToken, filter: 'name = b' }],
    [{ pageToken, orderBy: 'creationTimestamp desc' }],
    [{ pageToken }, 'global/backendServices'],
    [{ pageToken }, 'regions/us-central1/healthChecks'],
    [{ pageToken }, 'aggregated/healthChecks'],
  ];
  for (const other of others)
    expect(refusalOf(...other)).toMatch(/^400 invalid: Invalid value for field 'pageToken': '/);
});

test.each(['x', '!', 'bm9uc2Vuc2U', ' ', 'é'])('a page token is not %s', (pageToken) => {
  expect(refusalOf({ pageToken })).toMatch(/^400 invalid: Invalid value for field 'pageToken': '/);
});

test.each(['501', '1000', '4294967295', '-1', 'many', '1.5', '99999999999'])('maxResults is not %s', (maxResults) => {
  expect(refusalOf({ maxResults })).toMatch(/^400 invalid: Invalid value for field 'maxResults': '/);
});

test.each(['creationTimestamp', 'creationTimestamp asc', 'name desc', 'id', 'creationTimestamp desc, name', 'NAME'])(
  'orderBy is not %s',
  (orderBy) => {
    expect(refusalOf({ orderBy })).toMatch(/^400 invalid: Invalid value for field 'orderBy': '/);
  },
);

test('a filter and an order do not go together, as the real service says', () => {
  expect(refusalOf({ filter: 'name = a', orderBy: 'creationTimestamp' })).toBe(
    "400 invalid: Invalid value for field 'orderBy': 'creationTimestamp'. Specifying both a list filter and sort order is not currently supported.",
  );
});

test('a filter and an order go together for operations, whose time is that of their start', () => {
  const query = { filter: '(operationType eq insert) (status eq DONE)', orderBy: 'creationTimestamp desc' };
  const operations = asArray(ask(query, 'global/operations').body?.['items']).map(asObject);
  expect(operations.map((operation) => asString(operation['targetLink']).split('/').at(-1))).toEqual(['c', 'b', 'a']);
});

test('a filter that cannot be read is refused', () => {
  expect(refusalOf({ filter: 'name ~ a' })).toBe(
    "400 invalid: Invalid value for field 'filter': 'name ~ a'. Invalid list filter expression.",
  );
});
