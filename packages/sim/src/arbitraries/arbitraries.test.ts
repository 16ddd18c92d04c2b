import fc from 'fast-check';
import { expect, test } from 'vitest';
import { subjects } from '../../test/contract-subject.ts';
import { createSimulator } from '../simulator.ts';
import { insertableOf, isAccepted } from './accepted-fields.ts';
import {
  faults,
  faultSchedules,
  furnishedCloud,
  histories,
  insertableCollections,
  inserts,
  resources,
} from './index.ts';
import { insertOf, likelyResources } from './resources.ts';

/** So many resources of each collection are tried; in all there are a hundred times as many. */
const RUNS = 20;

test('every collection that can be made has resources', () => {
  expect(insertableCollections()).toEqual(
    subjects()
      .map(({ collection }) => collection)
      .toSorted(),
  );
});

test('most of what is put together of accepted fields is accepted, in every collection, and they have many', () => {
  const shares = insertableCollections().map((collection) => {
    const insertable = insertableOf(collection);
    const bodies = fc.sample(likelyResources(insertable), { numRuns: RUNS });
    const accepted = bodies.filter((body) => isAccepted(furnishedCloud(), insertOf(insertable, body)));
    return {
      collection,
      share: accepted.length / RUNS,
      fields: new Set(insertable.fields.map(({ name }) => name)).size,
    };
  });
  expect(shares.filter(({ share }) => share < 0.5)).toEqual([]);
  expect(shares.reduce((sum, { share }) => sum + share, 0) / shares.length).toBeGreaterThan(0.95);
  // Or else nothing but the least was made.
  expect(shares.filter(({ fields }) => fields === 0)).toEqual([]);
  expect(shares.reduce((sum, { fields }) => sum + fields, 0)).toBeGreaterThan(600);
});

test.each(insertableCollections())('all inserts into %s are accepted', (collection) => {
  fc.assert(
    fc.property(inserts(collection), (insert) => isAccepted(furnishedCloud(), insert)),
    { numRuns: RUNS },
  );
});

test('resources shrink to what an insert cannot do without, and a simple name', () => {
  const smallest = fc.check(fc.property(resources('sslPolicies'), () => false));
  expect(smallest.counterexample).toEqual([{ name: 'a' }]);
  // What is called `a` is there already.
  const noTimeout = fc.property(resources('backendServices'), ({ timeoutSec }) => timeoutSec === undefined);
  expect(fc.check(noTimeout, { numRuns: 2000 }).counterexample).toEqual([{ name: 'a0', timeoutSec: 1 }]);
});

test('what a history asks for is accepted, from first to last, and it has steps of all kinds', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(histories({ maxLength: 30 }), (history) => {
      const cloud = furnishedCloud();
      for (const request of history) {
        const { status, body } = cloud.handle(request);
        expect({ request, status, error: body?.['error'] }).toMatchObject({ status: 200, error: undefined });
        seen.set(request.method, (seen.get(request.method) ?? 0) + 1);
      }
      expect(cloud.replayed()).toEqual(cloud.snapshot());
    }),
    { numRuns: 60 },
  );
  for (const method of ['GET', 'POST', 'PATCH', 'DELETE']) expect(seen.get(method)).toBeGreaterThan(20);
});

test('a history shrinks to the steps that matter', () => {
  const isDeleted = (history: readonly { method: string }[]): boolean =>
    history.some(({ method }) => method === 'DELETE');
  const { counterexample } = fc.check(
    fc.property(histories(), (history) => !isDeleted(history)),
    { numRuns: 1000 },
  );
  expect(counterexample?.[0].map(({ method }) => method)).toEqual(['POST', 'GET', 'DELETE', 'GET']);
});

test('fault schedules are taken by a simulator, and hit what they say', () => {
  const met = new Set<string>();
  fc.assert(
    fc.property(faultSchedules({ methods: ['*', 'healthChecks.insert', '*.list'] }), (rules) => {
      const simulator = createSimulator({ faults: rules });
      for (const name of ['a', 'b', 'c']) {
        simulator.handle({
          method: 'POST',
          url: '/compute/v1/projects/p/global/healthChecks',
          body: { name, type: 'TCP' },
        });
        simulator.handle({ method: 'GET', url: '/compute/v1/projects/p/global/healthChecks' });
      }
      for (const { fault } of simulator.calls.list()) met.add(fault ?? 'none');
    }),
    { numRuns: 500 },
  );
  const kinds = 'answerLost duplicate error latencyMs none operationError operationNeverEnds reset truncate';
  expect([...met].toSorted()).toEqual(kinds.split(' '));
  expect(fc.sample(faults(), 10)).toHaveLength(10);
});

test('what makes no sense is refused', () => {
  expect(() => resources('disk')).toThrow(
    "no collection 'disk' with resources that can be made; the nearest are disks",
  );
  expect(() => histories({ collections: [] })).toThrow('collections must be a list of names that is not empty');
  expect(() => histories({ length: 3 } as object)).toThrow("no field 'length'");
  expect(() => faultSchedules({ methods: ['disks.make'] })).toThrow('disks.make');
  expect(() => faultSchedules({ maxLength: 0 })).toThrow('maxLength must be a whole number from 1');
});
