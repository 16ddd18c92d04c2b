import { describe, expect, test } from 'vitest';
import type { Call } from '../collections/call.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { ApiRequest, RequestPolicy } from './request.ts';
import { readRequest } from './request.ts';

const policy: RequestPolicy = { isStrict: false, isTokenRequired: false, collectionOf: () => ({}) };
const guarded: RequestPolicy = { ...policy, isTokenRequired: true };
const strict: RequestPolicy = { ...policy, isStrict: true };

const read = (method: string, url: string, body?: unknown, more: Partial<RequestPolicy> = {}): Call =>
  readRequest({ method, url, body }, { ...policy, ...more });

function refusalOf(request: ApiRequest, rules = policy): Refusal {
  try {
    readRequest(request, rules);
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal;
    throw refusal;
  }
  throw new Error(`Accepted: ${request.method} ${request.url}`);
}
const refused = (method: string, url: string, body?: unknown): Refusal => refusalOf({ method, url, body });

const BASE = '/compute/v1/projects/p/global/backendServices';

describe('a read that was asked before', () => {
  const url = `${BASE}/b?fields=name`;

  test('is not read again, whoever asks', () => {
    const first = read('GET', url);
    const second = readRequest({ method: 'GET', url, headers: { 'x-gcepool-user': 'b@example.com' } }, policy);
    expect(second).toEqual({ ...first, user: 'b@example.com' });
    expect(second.query).toBe(first.query);
  });

  test('is refused without a token where there must be one', () => {
    read('GET', url);
    expect(refusalOf({ method: 'GET', url }, guarded)).toMatchObject({ status: 401 });
  });

  test('is told of what it ignored each time, and refused where that is refused', () => {
    const misspelt = `${BASE}/b?field=name`;
    expect(read('GET', misspelt).ignored).toHaveLength(1);
    expect(read('GET', misspelt).ignored).toHaveLength(1);
    expect(refusalOf({ method: 'GET', url: misspelt }, strict)).toMatchObject({ status: 400 });
  });

  test('is another request with another method, or with a body', () => {
    expect(read('GET', `${BASE}/b`).method.id).toBe('backendServices.get');
    expect(read('DELETE', `${BASE}/b`).method.id).toBe('backendServices.delete');
    expect(read('GET', `${BASE}/b`, '{"a":1}').ignored).toHaveLength(1);
  });
});

describe('a URL', () => {
  test.each([
    `${BASE}/b`,
    `http://127.0.0.1:8080${BASE}/b`,
    `https://compute.googleapis.com${BASE}/b`,
    `https://www.googleapis.com${BASE}/b?alt=json&fields=name`,
    `${BASE}/b#fragment`,
    `${BASE}/b/`,
    `${BASE}/b/?alt=json`,
    `${BASE}/b?#fragment`,
    '/compute/v1/projects/p/global/%62ackendServices/b',
  ])('%s leads to its method, whatever the host', (url) => {
    const { method, path, project, parameters } = read('GET', url);
    expect({ id: method.id, path, project, parameters }).toEqual({
      id: 'backendServices.get',
      path: 'projects/p/global/backendServices/b',
      project: 'p',
      parameters: { project: 'p', backendService: 'b' },
    });
  });

  test.each([
    '',
    '/',
    '?',
    'x',
    '#',
    '://',
    'https://compute.googleapis.com',
    '/compute/v2/projects/p/global/networks',
    '/compute/v1',
    `${BASE}//`,
    `/${BASE}`,
    '/storage/v1/b',
  ])('%j leads nowhere: 404 in the envelope', (url) => {
    expect(refused('GET', url)).toMatchObject({ status: 404, reason: 'notFound' });
  });

  test('another verb leads nowhere either', () => {
    for (const verb of ['PUT', 'HEAD', 'get', 'BREW', '']) expect(refused(verb, BASE).status).toBe(404);
  });

  test('that cannot be decoded is refused', () => {
    expect(refused('GET', `${BASE}/%E0%A4%A`)).toMatchObject({ status: 400, reason: 'badRequest' });
  });
});

describe('the parameters of a path', () => {
  test.each([
    [`${BASE}/Bad_Name`, 'backendService'],
    [`${BASE}/a%2Fb`, 'backendService'],
    [`${BASE}/0`, 'backendService'],
    ['/compute/v1/projects/No_Project/global/networks', 'project'],
    ['/compute/v1/projects/a%2Fb/global/networks', 'project'],
    // The API model has no pattern for these.
    ['/compute/v1/projects/a%00b/zones/us-central1-a/x/hosts', 'project'],
    ['/compute/v1/projects/p/zones/us-central1-a/a%2Fb/hosts', 'association'],
    ['/compute/v1/projects/p/zones/us-central1-a/instanceGroups/%F0%9F%98%80', 'instanceGroup'],
    [`/compute/v1/projects/p/zones/us-central1-a/instanceGroups/${'x'.repeat(256)}`, 'instanceGroup'],
  ])('%s: %s is malformed', (url, name) => {
    const refusal = refused('GET', url);
    expect(refusal).toMatchObject({ status: 400, reason: 'invalidParameter', frontEndStatus: 'INVALID_ARGUMENT' });
    expect(refusal.message).toContain(`Invalid value for field '${name}': `);
  });

  test.each(['p', 'my-project-1', '123456789012', 'example.com:my-project'])('%s is a project', (project) => {
    expect(read('GET', `/compute/v1/projects/${project}/global/networks`).project).toBe(project);
  });

  test('a numeric id is as good as a name', () => {
    expect(read('GET', `${BASE}/1234567890123456789`).path).toBe(
      'projects/p/global/backendServices/1234567890123456789',
    );
  });

  test('an unknown zone or region is refused, unless it is what is asked for', () => {
    expect(refused('GET', '/compute/v1/projects/p/zones/us-central9-z/instances')).toMatchObject({
      status: 400,
      reason: 'invalid',
      message: "Invalid value for field 'zone': 'us-central9-z'. Unknown zone.",
    });
    expect(refused('GET', '/compute/v1/projects/p/regions/mars-north1/addresses').message).toBe(
      "Invalid value for field 'region': 'mars-north1'. Unknown region.",
    );
    expect(read('GET', '/compute/v1/projects/p/zones/us-central9-z').path).toBe('projects/p/zones/us-central9-z');
    expect(read('GET', '/compute/v1/projects/p/regions/mars-north1').path).toBe('projects/p/regions/mars-north1');
  });
});

describe('the parameters of a query', () => {
  test.each([
    ['returnPartialSuccess=maybe', 'an undeclared one is ignored'],
    ['foo=bar&__proto__=x', 'as are these'],
    ['$userProject=p', 'and what is for those who stand before the service'],
    ['prettyPrint=FALSE', 'a boolean in any case'],
    ['$.xgafv=2', 'an enumeration'],
    ['maxResults=7', 'an integer'],
    ['alt=json&key=k&quotaUser=u&userIp=1.2.3.4&fields=items', 'the ones that every method takes'],
    ['', 'none'],
    ['&&', 'or less than none'],
    ['%', 'what cannot be decoded is taken as it is'],
  ])('?%s is accepted: %s', (query) => {
    expect(read('GET', `${BASE}?${query}`).method.id).toBe('backendServices.list');
  });

  test.each([
    ['prettyPrint=yes', "Invalid value for field 'prettyPrint': 'yes'. "],
    ['prettyPrint=', "Invalid value for field 'prettyPrint': ''. "],
    ['maxResults=many', "Invalid value for field 'maxResults': 'many'. "],
    ['maxResults=-1', "Invalid value for field 'maxResults': '-1'. "],
    ['maxResults=1.5', "Invalid value for field 'maxResults': '1.5'. "],
    ['$.xgafv=3', "Invalid value for field '$.xgafv': '3'. "],
  ])('?%s is refused', (query, message) => {
    expect(refused('GET', `${BASE}?${query}`)).toMatchObject({
      status: 400,
      reason: 'invalid',
      message: expect.stringContaining(message),
    });
  });

  test('of one that comes twice the last counts', () => {
    expect(read('GET', `${BASE}?maxResults=1&maxResults=2`).query.get('maxResults')).toBe('2');
  });

  test('a required one must be there', () => {
    const url = `${BASE}/b/deleteSignedUrlKey`;
    expect(refused('POST', url)).toMatchObject({
      status: 400,
      reason: 'required',
      message: "Required field 'keyName' not specified",
    });
    expect(read('POST', `${url}?keyName=k`).query.get('keyName')).toBe('k');
  });

  test.each(['x', '', '00000000-0000-0000-0000-000000000000', '5d3d5c5e-0000-4000-8000-00000000000g', '{5d3d5c5e}'])(
    'requestId=%s is no UUID',
    (requestId) => {
      expect(refused('DELETE', `${BASE}/b?requestId=${requestId}`)).toMatchObject({
        status: 400,
        reason: 'invalid',
        message: expect.stringContaining(`Invalid value for field 'requestId': '${requestId}'. `),
      });
    },
  );

  test('requestId may be in either case', () => {
    for (const requestId of ['5d3d5c5e-0000-4000-8000-00000000000f', '5D3D5C5E-0000-4000-8000-00000000000F']) {
      expect(read('DELETE', `${BASE}/b?requestId=${requestId}`).query.get('requestId')).toBe(requestId);
    }
  });
});

describe('a body', () => {
  test('is required where something is made or replaced', () => {
    for (const body of [undefined, '', '{}', {}]) {
      for (const [method, url] of [
        ['POST', BASE],
        ['PUT', `${BASE}/b`],
      ] as const) {
        expect(refused(method, url, body)).toMatchObject({
          status: 400,
          reason: 'required',
          message: "Required field 'resource' not specified",
        });
      }
    }
  });

  test('that holds nothing known is as good as none there', () => {
    for (const body of [{ a: 1 }, '{"foo": {}, "__proto__": 1}', '"{\\"name\\": \\"b\\"}"']) {
      expect(refused('POST', BASE, body).message).toBe("Required field 'resource' not specified");
    }
    expect(read('POST', BASE, { id: '1', name: 'b' }).body).toEqual({ name: 'b' });
  });

  test('may be left out, or be an empty text or null, where nothing is made or replaced', () => {
    for (const body of [undefined, '', '""', 'null', '{}', {}]) {
      expect(read('PATCH', `${BASE}/b`, body)).toMatchObject({ body: {} });
      expect(read('POST', '/compute/v1/projects/p/setUsageExportBucket', body)).toMatchObject({ body: {} });
      expect(read('PATCH', `${BASE}/b`, body).ignored).toBeUndefined();
    }
  });

  test('may be empty for a question', () => {
    const url = '/compute/v1/projects/p/zones/us-central1-a/instanceGroups/g/listInstances';
    for (const body of [undefined, '', '{}']) expect(read('POST', url, body).body).toEqual({});
    expect(read('POST', url, '{"instanceState": "RUNNING"}').body).toEqual({ instanceState: 'RUNNING' });
  });

  test('is ignored by a method that takes none, whatever it is, and that is told unless it is empty', () => {
    for (const body of ['', '{}', {}, '""', 'null']) {
      expect(read('GET', `${BASE}/b`, body, { isStrict: true })).toMatchObject({ body: {} });
      expect(read('GET', `${BASE}/b`, body).ignored).toBeUndefined();
    }
    // The last but one is what libcloud sends.
    for (const body of ['{"a": 1}', '[]', '1', { a: 1 }, '"ignored"', '{']) {
      expect(read('DELETE', `${BASE}/b`, body)).toMatchObject({ body: {}, ignored: [{ field: 'body' }] });
      expect(refusalOf({ method: 'DELETE', url: `${BASE}/b`, body }, strict)).toMatchObject({
        status: 400,
        reason: 'badRequest',
      });
    }
  });
});

describe('a token', () => {
  const url = `${BASE}/b`;

  test('is not asked for by default', () => {
    expect(read('GET', url).user).toBe('user@example.com');
  });

  test('can be required', () => {
    expect(refusalOf({ method: 'GET', url }, guarded).body).toMatchObject({
      error: { code: 401, status: 'UNAUTHENTICATED', errors: [{ reason: 'required', location: 'Authorization' }] },
    });
    expect(refusalOf({ method: 'GET', url: `${url}?key=k` }, guarded).status).toBe(401);
    const headers = { authorization: 'Bearer anything' };
    expect(readRequest({ method: 'GET', url, headers }, guarded).method.id).toBe('backendServices.get');
    expect(readRequest({ method: 'GET', url: `${url}?access_token=t` }, guarded).method.id).toBe('backendServices.get');
  });

  test('a path that leads nowhere is not found, token or no token', () => {
    expect(refusalOf({ method: 'GET', url: '/x' }, guarded).status).toBe(404);
  });

  test('who asks can be said', () => {
    const headers = { 'x-gcepool-user': 'me@example.com' };
    expect(readRequest({ method: 'GET', url, headers }, policy).user).toBe('me@example.com');
  });
});

test('what is no request at all is refused', () => {
  // Callers without types can send such things.
  for (const request of [
    { method: 'GET' },
    { url: BASE },
    { method: 1, url: BASE },
    { method: 'GET', url: new URL('http://x') },
  ]) {
    expect(refusalOf(request as unknown as ApiRequest)).toMatchObject({ status: 400 });
  }
});

describe('the body of a list that is asked for by POST', () => {
  const url = '/compute/v1/projects/p/zones/us-central1-a/instanceGroups/g/listInstances';

  test('may be the whole message of the request, as the Go client of Google sends it', () => {
    const message = {
      instanceGroup: 'g',
      instanceGroupsListInstancesRequestResource: { instanceState: 'RUNNING' },
      maxResults: 5,
      project: 'p',
      zone: 'us-central1-a',
    };
    const call = read('POST', url, message, { isStrict: true });
    expect(call.body).toEqual({});
    expect(call.ignored).toContainEqual({ field: 'resource.maxResults' });
  });

  test('has no other unknown fields if it is strict, and elsewhere not these', () => {
    const told = (path: string, body: unknown): string =>
      refusalOf({ method: 'POST', url: path, body }, strict).message;
    expect(told(url, { instances: [] })).toContain('Unknown name "instances"');
    expect(told(url.replace('listInstances', 'addInstances'), { zone: 'z' })).toContain('"zone"');
  });
});

describe('an empty JSON text', () => {
  test('is no body, as the Node.js client of Google means it', () => {
    const wait = '/compute/v1/projects/p/global/operations/o/wait';
    expect(read('POST', wait, '""').body).toEqual({});
    expect(refused('POST', BASE, '""')).toEqual(refused('POST', BASE));
  });

  test('is told from one that holds something, however many blanks stand before that', () => {
    const wait = '/compute/v1/projects/p/global/operations/o/wait';
    expect(read('POST', wait, ' '.repeat(2_000_000)).ignored).toBeUndefined();
    expect(read('POST', wait, `${' '.repeat(2_000_000)}x`).ignored).toEqual([{ field: 'body' }]);
  });
});

describe('what has no effect', () => {
  const insert = { name: 'b', foo: 1, backends: [{ grup: 'g' }] };

  test('is told, with the nearest that is known', () => {
    expect(read('POST', `${BASE}?fooo=1&requestID=x`, insert).ignored).toEqual([
      { field: 'query.fooo', nearest: 'alt' },
      { field: 'query.requestID', nearest: 'requestId' },
      { field: 'resource.foo', nearest: 'iap' },
      { field: 'resource.backends[0].grup', nearest: 'group' },
    ]);
    expect(read('POST', BASE, { name: 'b' }).ignored).toBeUndefined();
  });

  test('is told with a refusal too: what is missing may be misspelt', () => {
    const refusal = refused('POST', '/compute/v1/projects/p/global/networks', { nam: 'n', mtu: 1460 });
    expect(refusal.message).toBe("Required field 'resource.name' not specified");
    expect(refusal.ignored).toEqual([{ field: 'resource.nam', nearest: 'name' }]);
    expect(refusal.body).toEqual(refused('POST', '/compute/v1/projects/p/global/networks', { mtu: 1460 }).body);
  });

  test('is spelled out where a console would take it for more than letters', () => {
    expect(read('POST', BASE, { name: 'b', '\u001b[2J\ud800': 1 }).ignored).toEqual([
      { field: 'resource.\\u001b[2J\\ud800', nearest: 'iap' },
    ]);
  });

  test('is refused by a strict simulator', () => {
    const told = (url: string, body?: unknown): string => refusalOf({ method: 'POST', url, body }, strict).message;
    expect(told(BASE, insert)).toBe(
      `Invalid JSON payload received. Unknown name "foo" at 'resource': Cannot find field.`,
    );
    expect(told(`${BASE}?foo=1`, { name: 'b' })).toContain('Unknown name "foo": Cannot bind query parameter.');
  });

  test('is as much as a few lines, whatever a request holds', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`${'x'.repeat(9_000)}${index}`, 1]));
    const { ignored = [] } = read('POST', BASE, { name: 'b', ...many });
    expect(ignored).toHaveLength(20);
    expect(ignored.every(({ field }) => field.length < 120)).toBe(true);
  });

  test('is the labels of an insert that sets none', () => {
    const collectionOf = () => ({ lifecycle: { ignoresLabelsOnInsert: true as const } });
    const body = { name: 'a', labels: { a: 'b' } };
    const url = '/compute/v1/projects/p/global/addresses';
    expect(read('POST', url, body, { collectionOf }).ignored).toEqual([{ field: 'resource.labels' }]);
    expect(read('POST', url, body).ignored).toBeUndefined();
    expect(read('POST', url, { name: 'a', labels: {} }, { collectionOf }).ignored).toBeUndefined();
  });
});
