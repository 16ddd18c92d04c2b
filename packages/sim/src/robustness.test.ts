import type { Method } from '@gcepool/api';
import { methods } from '@gcepool/api';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { populatedProject } from '../test/populated-project.ts';
import { randomBody } from '../test/random-body.ts';
import type { ApiRequest, Simulator } from './index.ts';
import { createSimulator } from './index.ts';

const RUNS = 60;

const hostile = fc.constantFrom(
  '',
  '..',
  '%2F',
  '%00',
  '%',
  'a%2Fb',
  '__proto__',
  'constructor',
  '😀',
  ' ',
  '1',
  '18446744073709551615',
  'x'.repeat(300),
);

const PLACES: Readonly<Record<string, readonly string[]>> = {
  project: ['p1', 'p1', 'p1', 'p2'],
  zone: ['us-central1-a'],
  region: ['us-central1'],
};

/** A URL of the method: mostly a proper one, of a few resources that are met again and again. */
const urlOf = (method: Method): fc.Arbitrary<string> => {
  const segments = method.path.split('/').map((segment): fc.Arbitrary<string> => {
    if (!segment.startsWith('{')) return fc.constant(segment);
    const usual = fc.constantFrom(...(PLACES[segment.slice(1, -1)] ?? ['a', 'a', 'b', 'default']));
    return fc.oneof({ weight: 30, arbitrary: usual }, { weight: 1, arbitrary: hostile });
  });
  return fc.tuple(...segments).map((parts) => `/compute/v1/${parts.join('/')}`);
};

const query = (method: Method): fc.Arbitrary<string> => {
  const names = [...Object.keys(method.parameters), 'fields', 'alt', 'prettyPrint', 'nothing'];
  const value = fc.oneof(
    fc.constantFrom('a', '1', '0', '-1', 'true', 'name eq a', 'name=a', 'items/name', 'creationTimestamp desc', ''),
    fc.constant('5d3d5c5e-0000-4000-8000-000000000001'),
    hostile,
    fc.string({ unit: 'binary' }),
  );
  const pairs = fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 2 });
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    {
      weight: 1,
      arbitrary: pairs.map((list) => `?${list.map(([name, text]) => `${name}=${encodeURIComponent(text)}`).join('&')}`),
    },
  );
};

const body = (method: Method): fc.Arbitrary<unknown> =>
  method.request === undefined
    ? fc.constant(undefined)
    : fc.oneof(
        { weight: 10, arbitrary: randomBody(method.request) },
        { weight: 1, arbitrary: fc.anything() },
        { weight: 1, arbitrary: fc.string() },
      );

/** Collections that others refer to come more often, so that something comes of it. */
const usual = methods.filter(({ collection }) =>
  /^(?:backendServices|healthChecks|instanceGroups|instances|networks|subnetworks|globalOperations)$/.test(collection),
);
const request: fc.Arbitrary<ApiRequest> = fc
  .oneof(fc.constantFrom(...methods), fc.constantFrom(...usual))
  .chain((method) =>
    fc.record({
      method: fc.oneof(
        { weight: 30, arbitrary: fc.constant<string>(method.httpMethod) },
        { weight: 1, arbitrary: fc.string() },
      ),
      url: fc.tuple(urlOf(method), query(method)).map((parts) => parts.join('')),
      body: body(method),
    }),
  );

const nonsense: fc.Arbitrary<ApiRequest> = fc.record({
  method: fc.string(),
  url: fc.oneof(fc.string(), fc.webUrl({ withFragments: true, withQueryParameters: true })),
  body: fc.anything({ withBigInt: true, withDate: true, withMap: true, withSparseArray: true, withTypedArray: true }),
});

/** Forked for each try, so that most names mean something. */
const people = {
  instant: populatedProject().simulator,
  manual: populatedProject({ clock: 'manual', operationLatencyMs: 0 }).simulator,
};

const list = fc.constantFrom(
  'global/backendServices',
  'global/operations',
  'zones/us-central1-a/instances',
  'aggregated/backendServices',
  'zones',
);
/** What filters, masks and orders are made of, and what they are not. */
const WORDS =
  'name id labels.k networkInterfaces.network creationTimestamp items a .* 1 true eq ne = != < : * AND OR NOT - desc ( ) ' +
  '[ " \' \\ , / \0 😀';
const soup = fc
  .array(fc.constantFrom(...WORDS.split(' ')), { maxLength: 12, size: 'max' })
  .chain((pieces) => fc.constantFrom('', ' ').map((between) => pieces.join(between)));
const listQuery = fc.dictionary(
  fc.constantFrom('filter', 'fields', 'orderBy', 'pageToken', 'maxResults', 'includeAllScopes'),
  fc.oneof(soup, fc.string({ unit: 'binary' })),
  { maxKeys: 3 },
);

const ANY_TEXT = expect.any(String);

const text = (simulator: Simulator): string => JSON.stringify(simulator.snapshot());

describe('whatever is sent', () => {
  test('the simulator answers: nothing is thrown, and there is no 500', () => {
    const statuses = new Map<number, number>();
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 9, arbitrary: request }, { weight: 1, arbitrary: nonsense }), {
          maxLength: 30,
          size: 'max',
        }),
        (requests) => {
          const simulator = people.instant.fork();
          for (const one of requests) {
            const { status, body: answer } = simulator.handle(one);
            statuses.set(status, (statuses.get(status) ?? 0) + 1);
            expect([200, 204, 400, 403, 404, 409, 412, 501]).toContain(status);
            const envelope = status < 400 ? {} : { error: { code: status, message: ANY_TEXT } };
            // What is answered can be sent.
            expect(JSON.parse(JSON.stringify(answer ?? {}))).toMatchObject(envelope);
          }
        },
      ),
      { numRuns: RUNS },
    );
    // Or else nothing was tried: answers of every kind have come.
    for (const status of [200, 400, 404]) expect(statuses.get(status)).toBeGreaterThan(20);
  });

  test('what is refused changes nothing, and what is accepted is in the journal', () => {
    const untouched = { state: 0 };
    fc.assert(
      fc.property(
        fc.array(request, { maxLength: 30, size: 'max' }),
        fc.constantFrom('instant' as const, 'manual' as const),
        (requests, clock) => {
          const simulator = people[clock].fork();
          for (const one of requests) {
            if (clock === 'manual') simulator.clock.advance(300);
            // A read lets time pass first: what is left to do after one is none.
            else simulator.handle({ method: 'GET', url: '/compute/v1/projects/p1/zones' });
            const before = text(simulator);
            const { status } = simulator.handle(one);
            // A read of another project may be refused after its operations have ended, in the instant clock.
            if (status < 400 || one.url.includes('/p2/')) continue;
            expect(text(simulator)).toBe(before);
            untouched.state++;
          }
          expect(JSON.stringify(simulator.replayed())).toBe(text(simulator));
        },
      ),
      { numRuns: RUNS },
    );
    expect(untouched.state).toBeGreaterThan(50);
  });

  test('two simulators with one seed and one history are equal', () => {
    fc.assert(
      fc.property(fc.array(request, { maxLength: 20, size: 'max' }), fc.string(), (requests, seed) => {
        const [one, two] = [createSimulator({ seed }), createSimulator({ seed })];
        for (const sent of requests) expect(one.handle(sent)).toEqual(two.handle(sent));
        expect(text(one)).toBe(text(two));
      }),
      { numRuns: 25 },
    );
  });

  test('a query is answered or refused, whatever it asks of a list', () => {
    const answered = { count: 0 };
    fc.assert(
      fc.property(list, listQuery, (path, parameters) => {
        const pairs = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
        const url = `/compute/v1/projects/p1/${path}?${pairs.join('&')}`;
        const { status } = people.instant.handle({ method: 'GET', url });
        expect([200, 400]).toContain(status);
        answered.count += status === 200 ? 1 : 0;
      }),
      { numRuns: 2000 },
    );
    expect(answered.count).toBeGreaterThan(100);
  });
});
