import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Snapshot } from '../kernel/snapshot.ts';
import { createSimulator } from '../simulator.ts';
import type { SimulatorServer } from '../transports/node.ts';
import { listen } from '../transports/node.ts';

const PROJECT = '/compute/v1/projects/p';
const CHECKS = `${PROJECT}/global/healthChecks`;
const INSTANCE = 'projects/p/zones/us-central1-a/instances/i';

const simulator = createSimulator({ clock: 'manual' });
let server: SimulatorServer;
beforeAll(async () => {
  server = await listen(simulator);
});
beforeEach(() => simulator.reset());
afterAll(() => server.close());

/** Fields of one answer or another; the tests say what they expect. */
interface Body {
  readonly now: number;
  readonly mark: number;
  readonly selfLink: string;
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly error: { readonly message: string };
  readonly items?: readonly { readonly name: string }[];
  readonly forks: readonly { readonly name: string }[];
  readonly routes: readonly Readonly<Record<string, string>>[];
  readonly commands: readonly object[];
  readonly faults: readonly object[];
  readonly calls: readonly object[];
  readonly leaks: readonly object[];
  readonly findings: readonly object[];
  readonly quotas: readonly object[];
}

interface Answer {
  readonly status: number;
  readonly body: Body;
}

async function send(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const response = await fetch(server.url + path, { method, headers, ...sent });
  const text = await response.text();
  return { status: response.status, body: JSON.parse(text === '' ? '{}' : text) as Body };
}

const insert = (name: string, prefix = '', headers?: Record<string, string>) =>
  send('POST', `${prefix}${CHECKS}`, { name, type: 'TCP' }, headers);

async function names(prefix = '', headers?: Record<string, string>): Promise<readonly string[]> {
  const { body } = await send('GET', `${prefix}${CHECKS}`, undefined, headers);
  return (body.items ?? []).map(({ name }) => name);
}

test('GET /_sim lists every route, and says what it does and takes', async () => {
  const { body } = await send('GET', '/_sim');
  const routes = body.routes;
  expect(routes.length).toBeGreaterThan(30);
  for (const route of routes) {
    expect(route).toEqual({
      method: expect.stringMatching(/^(?:GET|POST|PUT|DELETE)$/),
      path: expect.stringMatching(/^\/_sim\/[-a-z/{}]+$/),
      does: expect.stringMatching(/^[a-z].*[^.]$/),
      takes: expect.anything(),
    });
  }
  expect(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size).toBe(routes.length);
});

describe('what cannot be asked is refused in GCE’s shape, with the way out', () => {
  test.each<[string, string, unknown, number, string]>([
    ['GET', '/_sim/nothing', undefined, 404, 'GET /_sim lists what there is'],
    ['PUT', '/_sim/clock', {}, 404, 'it takes GET'],
    ['POST', '/_sim/clock/advance', {}, 400, "'ms' must be a number; got nothing"],
    ['POST', '/_sim/clock/advance', { ms: '5' }, 400, `'ms' must be a number; got "5"`],
    ['POST', '/_sim/clock/advance', { ms: 5, s: 1 }, 400, "takes ms; got 's'"],
    ['POST', '/_sim/clock/advance', { ms: -5 }, 400, 'not negative'],
    ['POST', '/_sim/clock/advance', '{"ms":5,"__proto__":{}}', 400, "got '__proto__'"],
    ['POST', '/_sim/clock/advance', '{', 400, 'Invalid JSON payload received'],
    ['POST', '/_sim/clock/advance', '[]', 400, 'takes a JSON object'],
    ['POST', '/_sim/reset', { hard: true }, 400, "takes project; got 'hard'"],
    ['POST', '/_sim/reset?projects=p', undefined, 400, "takes project; got 'projects'"],
    ['POST', '/_sim/reset?project=', undefined, 400, 'project must be the id of a project; got ""'],
    ['POST', '/_sim/reset?project=p&project=q', undefined, 400, "got 'project' twice"],
    ['POST', '/_sim/reset?project=p', { project: 'p' }, 400, "got 'project' both in its URL and in its body"],
    ['POST', '/_sim/faults?times=1', {}, 400, "takes no parameters in its URL; got 'times'"],
    ['GET', '/_sim?verbose=1', undefined, 400, "GET /_sim takes no fields; got 'verbose'"],
    ['DELETE', '/_sim', undefined, 404, 'it takes GET'],
    ['DELETE', '/_sim/calls?since=1', undefined, 400, "takes no fields; got 'since'"],
    ['POST', '/_sim/guests/print', { instance: 'i', text: 'x' }, 400, 'instance in guests.print must be a path'],
    ['POST', '/_sim/guests/publish', { instance: 'i' }, 400, 'value in guests.publish must be'],
    ['PUT', '/_sim/snapshot', undefined, 400, 'takes a JSON object'],
    ['PUT', '/_sim/snapshot', {}, 400, 'no snapshot'],
    ['PUT', '/_sim/snapshot', { format: 'gcepool-simulator', version: 99 }, 400, 'version 99'],
    ['GET', '/_sim/calls?since=soon', undefined, 400, "'since' must be a number"],
    ['GET', '/_sim/calls?until=1', undefined, 400, "takes since, method; got 'until'"],
    ['POST', '/_sim/faults', { fault: 'reset', when: 1 }, 400, 'when'],
    ['DELETE', '/_sim/faults/fault-9', undefined, 400, 'fault-9'],
    ['POST', '/_sim/quotas', { project: 'p', metric: 'FISH', limit: 1 }, 400, 'FISH'],
    ['POST', '/_sim/forks', { name: 'A B' }, 400, 'must be a match of regex'],
    ['DELETE', '/_sim/forks/none', undefined, 404, "no fork 'none'"],
    ['GET', `/_sim/forks/none${CHECKS}`, undefined, 404, 'POST /_sim/forks makes one'],
    ['GET', `/_sim/forks/__proto__${CHECKS}`, undefined, 404, "no fork '__proto__'"],
  ])('%s %s %j', async (method, path, body, status, message) => {
    const answer = await send(method, path, body);
    expect(answer).toMatchObject({ status, body: { error: { code: status, errors: [{ domain: 'global' }] } } });
    expect(answer.body.error.message).toContain(message);
  });
});

describe('what holds too much is refused before it is read', () => {
  const nested = (levels: number): string => `{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;

  test.each([
    ['POST', '/_sim/faults', 100, "has no field 'a'"],
    ['POST', '/_sim/faults', 101, 'at most 100 levels'],
    ['PUT', '/_sim/snapshot', 150, 'no snapshot'],
    ['PUT', '/_sim/snapshot', 100_000, 'at most 150 levels'],
  ])('%s %s with %d levels', async (method, path, levels, message) => {
    const { status, body } = await send(method, path, nested(levels));
    expect([status, body.error.message]).toEqual([400, expect.stringContaining(message)]);
  });

  test('but a snapshot may hold any number of values', async () => {
    const many = { a: Array.from({ length: 50_000 }, () => 0) };
    expect(await send('POST', '/_sim/faults', many)).toMatchObject({ status: 413 });
    expect((await send('PUT', '/_sim/snapshot', many)).body.error.message).toContain('no snapshot');
  });
});

test('virtual time passes on request', async () => {
  const { body: started } = await insert('a');
  const { body: before } = await send('GET', '/_sim/clock');
  expect(before).toMatchObject({ mode: 'manual', time: '2026-01-05T16:00:00.000Z' });
  expect(await names()).toEqual([]);
  expect((await send('POST', '/_sim/clock/advance', { ms: 999 })).body.now).toBe(before.now + 999);
  expect(await names()).toEqual([]);
  const { body: after } = await send('POST', '/_sim/clock/run-until', { operation: started.selfLink });
  expect([after.now, await names()]).toEqual([before.now + 1000, ['a']]);
  await insert('b');
  await send('POST', '/_sim/clock/run-until-idle');
  expect(await names()).toEqual(['a', 'b']);
});

test('a snapshot is given out and gone back to; reset forgets all', async () => {
  await insert('a');
  await send('POST', '/_sim/clock/run-until-idle');
  const { body: snapshot } = await send('GET', '/_sim/snapshot');
  expect(snapshot).toEqual(JSON.parse(JSON.stringify(simulator.snapshot())) as Snapshot);
  await insert('b');
  await send('POST', '/_sim/clock/run-until-idle');
  expect((await send('PUT', '/_sim/snapshot', snapshot)).status).toBe(200);
  expect(await names()).toEqual(['a']);
  await send('POST', '/_sim/reset');
  expect(await names()).toEqual([]);
});

test('one project is reset, and no other', async () => {
  await insert('a');
  await send('POST', CHECKS.replace('/p/', '/q/'), { name: 'b', type: 'TCP' });
  await send('POST', '/_sim/clock/run-until-idle');
  expect(await send('POST', '/_sim/reset?project=q')).toEqual({ status: 200, body: {} });
  expect(
    simulator
      .snapshot()
      .resources.map(([path]) => path)
      .filter((path) => path.startsWith('projects/q')),
  ).toEqual([]);
  expect(await names()).toEqual(['a']);
});

test('the journal tells what has changed the state', async () => {
  await insert('a');
  const { body } = await send('GET', '/_sim/journal');
  expect(body.commands).toEqual([
    expect.objectContaining({ kind: 'request', request: expect.objectContaining({ method: 'POST', url: CHECKS }) }),
  ]);
});

test('faults are added, met and expected', async () => {
  const rule = { method: 'healthChecks.insert', times: 1, fault: { error: { code: 503 } } };
  const { body: added } = await send('POST', '/_sim/faults', rule);
  const unmet = await send('POST', '/_sim/faults/expect-met');
  expect(unmet).toMatchObject({ status: 409, body: { error: { errors: [{ reason: 'expectationNotMet' }] } } });
  expect((await insert('a')).status).toBe(503);
  expect((await insert('a')).status).toBe(200);
  expect((await send('POST', '/_sim/faults/expect-met')).status).toBe(200);
  const { body: listed } = await send('GET', '/_sim/faults');
  expect(listed.faults).toEqual([expect.objectContaining({ id: added.id, met: 1 })]);
  expect((await send('DELETE', `/_sim/faults/${added.id}`)).status).toBe(200);
  expect((await send('GET', '/_sim/faults')).body).toEqual({ faults: [] });
});

test('latency, rate limits, staleness, health, quotas and guests are set and told', async () => {
  const settings: readonly [string, string, object, string, object][] = [
    ['POST', '/_sim/latency', { method: '*.insert', ms: 5 }, '/_sim/latency', { latency: [{ ms: 5 }] }],
    [
      'POST',
      '/_sim/rate-limits',
      { group: 'queries', perMinute: 3 },
      '/_sim/rate-limits',
      { rateLimits: [{ perMinute: 3 }] },
    ],
    ['PUT', '/_sim/staleness', { list: { writes: 1 } }, '/_sim/staleness', { list: { writes: 1 } }],
    ['POST', '/_sim/quotas', { project: 'p', metric: 'HEALTH_CHECKS', limit: 1 }, '/_sim/quotas?project=p', {}],
    ['POST', '/_sim/guests/print', { instance: INSTANCE, text: 'up' }, '/_sim/snapshot', { told: [[INSTANCE, {}]] }],
    [
      'POST',
      '/_sim/guests/publish',
      { instance: INSTANCE, namespace: 'load', key: 'cpu', value: '5' },
      '/_sim/snapshot',
      { told: [[INSTANCE, { attributes: { load: { cpu: '5' } } }]] },
    ],
  ];
  for (const [method, path, setting, listed, expected] of settings) {
    expect(await send(method, path, setting)).toEqual({ status: 200, body: {} });
    expect(await send('GET', listed)).toMatchObject({ status: 200, body: expected });
  }
  const quotas = (await send('GET', '/_sim/quotas?project=p')).body.quotas;
  expect(quotas).toContainEqual({ metric: 'HEALTH_CHECKS', limit: 1, usage: 0, failure: 'atOnce' });
  for (const path of ['/_sim/latency', '/_sim/rate-limits', '/_sim/staleness']) await send('DELETE', path);
  expect((await send('GET', '/_sim/latency')).body).toEqual({ latency: [] });
  expect((await send('GET', '/_sim/staleness')).body).toEqual({});
});

test('calls are listed, counted and expected', async () => {
  const { body } = await send('GET', '/_sim/calls');
  await insert('a');
  await send('POST', '/_sim/clock/run-until-idle');
  const since = { since: body.mark };
  expect((await send('GET', '/_sim/calls?method=healthChecks.*')).body.calls).toEqual([
    expect.objectContaining({ method: 'healthChecks.insert', status: 200 }),
  ]);
  expect((await send('GET', '/_sim/calls/counts')).body).toEqual({ counts: { 'healthChecks.insert': 1 } });
  expect((await send('GET', '/_sim/calls/evidence')).body).toEqual({
    methods: [expect.objectContaining({ id: 'healthChecks.insert', calls: 1, evidence: 'recorded' })],
    others: {},
  });
  expect((await send('POST', '/_sim/calls/expect', { 'healthChecks.insert': 1 })).status).toBe(200);
  expect((await send('POST', '/_sim/calls/expect', { 'healthChecks.insert': 2 })).status).toBe(409);
  expect((await send('POST', '/_sim/calls/expect-no-mutations', since)).status).toBe(409);
  expect((await send('POST', '/_sim/calls/expect-no-leaks')).status).toBe(409);
  expect((await send('GET', '/_sim/calls/leaks')).body.leaks).toEqual([
    expect.objectContaining({ path: 'projects/p/global/healthChecks/a' }),
  ]);
  expect((await send('GET', '/_sim/calls/lint')).body.findings).toEqual([
    expect.objectContaining({ wayOut: expect.any(String) }),
  ]);
  await send('DELETE', '/_sim/calls');
  expect((await send('GET', '/_sim/calls/counts')).body).toEqual({ counts: {} });
});

test('history is looked at, and routes are asked for', async () => {
  await insert('a');
  await send('POST', '/_sim/clock/run-until-idle');
  const { body: range } = await send('GET', '/_sim/history');
  expect(range).toEqual({ earliest: 0, latest: 2 });
  expect((await send('GET', '/_sim/history/at?sequence=2')).body).toEqual(simulator.snapshot());
  const resource = 'projects/p/global/healthChecks/a';
  const diff = await send('POST', '/_sim/history/diff', { before: 0 });
  expect(JSON.stringify(diff.body)).toContain(resource);
  const blame = await send('GET', `/_sim/history/blame?resource=${resource}&field=type`);
  expect(JSON.stringify(blame.body)).toContain('"method":"POST"');
  const route = await send('POST', '/_sim/route', { project: 'p', url: 'http://shop.example/cart' });
  expect(JSON.stringify(route.body)).toContain('"why"');
  for (const [method, path, body] of [
    ['GET', '/_sim/history/at?sequence=9', undefined],
    ['POST', '/_sim/history/diff', { before: 'yesterday' }],
    ['POST', '/_sim/route', { project: 'p' }],
  ] as const) {
    expect((await send(method, path, body)).status).toBe(400);
  }
});

describe('forks', () => {
  test('do not see each other, by prefix or by header', async () => {
    await insert('shared');
    await send('POST', '/_sim/clock/run-until-idle');
    const { body: one } = await send('POST', '/_sim/forks', { name: 'one' });
    const { body: two } = await send('POST', '/_sim/forks');
    expect([one, two]).toEqual([
      { name: 'one', path: '/_sim/forks/one' },
      { name: 'fork-1', path: '/_sim/forks/fork-1' },
    ]);
    await insert('a', one.path);
    await insert('b', '', { 'x-gcepool-fork': two.name });
    for (const path of [one.path, two.path]) await send('POST', `${path}/_sim/clock/run-until-idle`);
    expect(await names()).toEqual(['shared']);
    expect(await names(one.path)).toEqual(['a', 'shared']);
    expect(await names(two.path)).toEqual(['b', 'shared']);
    expect(await names('', { 'x-gcepool-fork': 'one' })).toEqual(['a', 'shared']);
    await send('DELETE', '/_sim/forks/one');
    await send('DELETE', '/_sim/forks/fork-1');
    expect((await send('GET', '/_sim/forks')).body).toEqual({ forks: [] });
    expect((await send('GET', `/_sim/forks/one${CHECKS}`)).status).toBe(404);
  });

  test('have a control plane of their own, and forks of their own state', async () => {
    await send('POST', '/_sim/forks', { name: 'parent' });
    await insert('a', '/_sim/forks/parent');
    await send('POST', '/_sim/forks/parent/_sim/clock/run-until-idle');
    await send('POST', '/_sim/forks', { name: 'child' }, { 'x-gcepool-fork': 'parent' });
    await send('POST', '/_sim/forks/parent/_sim/reset');
    expect(await names('/_sim/forks/parent')).toEqual([]);
    expect(await names('/_sim/forks/child')).toEqual(['a']);
    expect(await send('POST', '/_sim/forks', { name: 'child' })).toMatchObject({ status: 409 });
    for (const name of ['parent', 'child']) await send('DELETE', `/_sim/forks/${name}`);
  });

  test('are reached by the calls of a batch, which clients send to the host alone', async () => {
    await send('POST', '/_sim/forks', { name: 'batched' });
    const call = `POST /_sim/forks/batched${CHECKS} HTTP/1.1\n\n{"name":"a","type":"TCP"}`;
    const response = await fetch(`${server.url}/batch/compute/v1`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/mixed; boundary=b' },
      body: `--b\nContent-Type: application/http\n\n${call}\n--b--`,
    });
    expect(await response.text()).toContain('200 OK');
    await send('POST', '/_sim/forks/batched/_sim/clock/run-until-idle');
    expect([await names(), await names('/_sim/forks/batched')]).toEqual([[], ['a']]);
    await send('DELETE', '/_sim/forks/batched');
  });

  test('are bounded', async () => {
    let made = 0;
    while ((await send('POST', '/_sim/forks')).status === 200) made++;
    expect(made).toBe(1000);
    expect(await send('POST', '/_sim/forks')).toMatchObject({
      status: 429,
      body: { error: { status: 'RESOURCE_EXHAUSTED', message: expect.stringContaining('DELETE /_sim/forks/NAME') } },
    });
    const forks = (await send('GET', '/_sim/forks')).body.forks;
    for (const { name } of forks) await send('DELETE', `/_sim/forks/${name}`);
  });
});

describe('the metadata server, at the address of the simulator', () => {
  const ask = (path: string, headers: Record<string, string> = { 'metadata-flavor': 'Google' }) =>
    fetch(server.url + path, { headers });

  test('tells what credentials need', async () => {
    const v1 = '/computeMetadata/v1';
    expect(await (await ask(`${v1}/project/project-id`)).text()).toBe('gcepool-sim');
    expect((await ask('/')).headers.get('metadata-flavor')).toBe('Google');
    expect(await (await ask(`${v1}/instance/service-accounts/default/token`)).json()).toMatchObject({
      token_type: 'Bearer',
    });
    expect((await ask(`${v1}/project/project-id`, {})).status).toBe(403);
    expect((await ask('/', {})).headers.get('metadata-flavor')).toBeNull();
    expect((await ask(`/_sim/forks/none${v1}/project/project-id`)).status).toBe(404);
  });
});

describe('what the URL says', () => {
  test.each([
    ['POST', '/_sim/reset?projct=p', "got 'projct'"],
    ['DELETE', '/_sim/faults?method=x', "got 'method'"],
    ['PUT', '/_sim/snapshot?project=p', "takes no parameters in its URL; got 'project'"],
    ['GET', '/_sim/clock?x=1', "got 'x'"],
  ])('is refused where it means nothing: %s %s', async (method, path, message) => {
    const { status, body } = await send(method, path, method === 'PUT' ? {} : undefined);
    expect({ status, message: body.error.message }).toEqual({ status: 400, message: expect.stringContaining(message) });
  });

  test('counts as if the body said it', async () => {
    const { body } = await send('POST', '/_sim/clock/advance?ms=1000');
    const { body: later } = await send('POST', '/_sim/clock/advance', { ms: 1000 });
    expect(later.now - body.now).toBe(1000);
    expect(body.now).toBeGreaterThan(0);
  });
});
