import { describe, expect, test } from 'vitest';
import type { JsonObject } from './json.ts';
import { asObject, asString } from './json.ts';
import type { OperationPlan } from './operation.ts';
import { completeAllOperations, completeOperations, lastDue, startOperation } from './operation.ts';
import { plannedEntry } from './planned-writes.ts';
import { takeSnapshot } from './snapshot.ts';
import type { Entry, FindReferences } from './entry.ts';
import { State } from './state.ts';
import { Transaction } from './transaction.ts';

const target = 'projects/p/global/networks/n';
const used = 'projects/p/global/things/used';
const START = Date.UTC(2026, 0, 5, 16);

const findReferences: FindReferences = (_path, { resource }) =>
  resource['uses'] === undefined ? [] : [{ target: asString(resource['uses']), isWeak: false }];
const newState = (): State => new State({ references: findReferences }, START);

const plan: OperationPlan = {
  scope: 'projects/p/global',
  type: 'insert',
  targetPath: target,
  targetId: '77',
  user: 'someone@example.com',
  requestId: undefined,
  latencyMs: 1000,
  isDone: false,
};

function start(state: State, more: Partial<OperationPlan>, writes: Record<string, Entry | undefined>): JsonObject {
  const transaction = new Transaction(state, 1);
  for (const [path, entry] of Object.entries(writes)) {
    if (entry === undefined) transaction.remove(path);
    else transaction.put(path, entry);
  }
  return startOperation(transaction, { ...plan, ...more });
}

const stored = (state: State, operation: JsonObject, scope = 'projects/p/global'): JsonObject =>
  asObject(state.get(`${scope}/operations/${asString(operation['name'])}`)?.resource);

const link = (path: string): string => `https://www.googleapis.com/compute/v1/${path}`;

describe('a running operation', () => {
  test('says what it does, to what, and for whom', () => {
    const state = newState();
    const operation = start(state, { requestId: 'r' }, { [target]: { resource: {} } });
    expect(operation).toEqual({
      kind: 'compute#operation',
      id: expect.stringMatching(/^\d{19}$/),
      name: expect.stringMatching(/^operation-1767628800000-/),
      operationType: 'insert',
      targetLink: link(target),
      targetId: '77',
      clientOperationId: 'r',
      status: 'RUNNING',
      user: 'someone@example.com',
      progress: 0,
      insertTime: '2026-01-05T08:00:00.000-08:00',
      startTime: '2026-01-05T08:00:00.000-08:00',
      selfLink: link(`projects/p/global/operations/${asString(operation['name'])}`),
    });
    expect(stored(state, operation)).toEqual(operation);
  });

  test.each([
    ['projects/p/zones/us-central1-a', { zone: link('projects/p/zones/us-central1-a') }],
    ['projects/p/regions/us-central1', { region: link('projects/p/regions/us-central1') }],
    ['projects/p/global', {}],
  ])('in %s names its scope', (scope, expected) => {
    const { zone, region } = start(newState(), { scope }, {});
    expect({ zone, region }).toEqual({ zone: undefined, region: undefined, ...expected });
  });

  test('has written nothing, but its references count and what it writes is locked', () => {
    const state = newState();
    start(
      state,
      {},
      { [target]: { resource: { uses: used } }, 'projects/p/regions/r/subnetworks/n': { resource: {} } },
    );
    expect(state.get(target)).toBeUndefined();
    expect(state.users.first(used)).toBe(target);
    expect(state.locks.has(target)).toBe(true);
    expect(state.locks.has('projects/p/regions/r/subnetworks/n')).toBe(true);
    expect(plannedEntry(state, target)).toEqual({ resource: { uses: used } });
  });

  test('refuses another one that would write the same, which leaves no trace', () => {
    const state = newState();
    start(state, {}, { [target]: { resource: {} }, [used]: undefined });
    expect(plannedEntry(state, used)).toBeNull();
    const before = takeSnapshot(state);
    const other = { targetPath: 'projects/p/global/networks/other' };
    expect(() =>
      start(state, other, {
        'projects/p/global/networks/other': { resource: { uses: 'x' } },
        [used]: { resource: {} },
      }),
    ).toThrowError(
      expect.objectContaining({ reason: 'resourceNotReady', message: `The resource '${used}' is not ready` }),
    );
    expect(takeSnapshot(state)).toEqual(before);
    expect(state.users.first('x')).toBeUndefined();
  });
});

describe('when it is due', () => {
  test('it writes, and says so', () => {
    const state = newState();
    const entry = { resource: { uses: used }, hidden: { members: [1] } };
    state.put(used, { resource: {} });
    const operation = start(state, {}, { [target]: entry, [used]: undefined });
    expect(completeOperations(state, 'p', START + 999)).toBe(0);
    expect(stored(state, operation)['status']).toBe('RUNNING');
    expect(completeOperations(state, 'p', START + 1000)).toBe(1);
    expect(stored(state, operation)).toEqual({
      ...operation,
      status: 'DONE',
      progress: 100,
      endTime: '2026-01-05T08:00:01.000-08:00',
    });
    expect(state.get(target)).toEqual(entry);
    expect(state.get(used)).toBeUndefined();
    expect([state.locks.size, state.pending.size]).toEqual([0, 0]);
    expect(plannedEntry(state, target)).toBeUndefined();
    expect(state.now).toBe(START + 1000);
  });

  test('it ends with the error it was given, and no trace but itself', () => {
    const state = newState();
    state.put(target, { resource: { name: 'n' } });
    const error = { status: 400, code: 'RESOURCE_IN_USE_BY_ANOTHER_RESOURCE', message: 'In use.' };
    const operation = start(state, { error }, { [target]: undefined, [used]: { resource: { uses: 'x' } } });
    expect(state.users.first('x')).toBeUndefined();
    completeOperations(state, 'p', Infinity);
    expect(stored(state, operation)).toMatchObject({
      status: 'DONE',
      progress: 100,
      error: { errors: [{ code: 'RESOURCE_IN_USE_BY_ANOTHER_RESOURCE', message: 'In use.' }] },
      httpErrorStatusCode: 400,
      httpErrorMessage: 'BAD REQUEST',
    });
    expect(state.get(target)).toEqual({ resource: { name: 'n' } });
    expect(state.get(used)).toBeUndefined();
    expect(state.locks.size).toBe(0);
  });

  test.each([
    [403, 'FORBIDDEN'],
    [404, 'NOT FOUND'],
    [409, 'CONFLICT'],
    [412, 'PRECONDITION FAILED'],
    [503, 'SERVICE UNAVAILABLE'],
  ])('%i is %s', (status, httpErrorMessage) => {
    const state = newState();
    const operation = start(state, { error: { status, code: 'X', message: '' } }, {});
    completeAllOperations(state, Infinity);
    expect(stored(state, operation)).toMatchObject({ httpErrorStatusCode: status, httpErrorMessage });
  });

  test('operations end in the order they are due, each at its own time', () => {
    const state = newState();
    const operations = [3000, 1000, 2000].map((latencyMs) => {
      const targetPath = `${target}-${latencyMs}`;
      return start(state, { latencyMs, targetPath }, { [targetPath]: { resource: {} } });
    });
    expect(lastDue(state, 'p')).toBe(START + 3000);
    expect(completeOperations(state, 'p', START + 2500)).toBe(2);
    expect(operations.map((operation) => stored(state, operation)['endTime'])).toEqual([
      undefined,
      '2026-01-05T08:00:01.000-08:00',
      '2026-01-05T08:00:02.000-08:00',
    ]);
    expect(state.finished.values()).toEqual(
      [1, 2].map((index) => asString(operations[index]?.['selfLink']).slice(link('').length)),
    );
  });

  test('only those of the project asked for end', () => {
    const state = newState();
    const other = start(state, { scope: 'projects/p2/global', targetPath: 'projects/p2/global/networks/n' }, {});
    const one = start(state, {}, {});
    expect(lastDue(state, 'p')).toBe(START + 1000);
    expect(completeOperations(state, 'p', Infinity)).toBe(1);
    expect(lastDue(state, 'p')).toBeUndefined();
    expect(stored(state, one)['status']).toBe('DONE');
    expect(stored(state, other, 'projects/p2/global')['status']).toBe('RUNNING');
    expect(completeAllOperations(state, START + 1000)).toBe(1);
    expect(stored(state, other, 'projects/p2/global')['status']).toBe('DONE');
  });

  test('one that takes for ever never ends', () => {
    const state = newState();
    start(state, { latencyMs: Infinity }, { [target]: { resource: {} } });
    expect(completeAllOperations(state, Infinity)).toBe(0);
    expect(state.locks.has(target)).toBe(true);
  });
});

test('an operation that is done at once has written when its caller sees it', () => {
  const state = newState();
  const operation = start(state, { isDone: true }, { [target]: { resource: { name: 'n' } } });
  expect(operation).toMatchObject({ status: 'DONE', progress: 100, endTime: operation['insertTime'] });
  expect(state.get(target)).toEqual({ resource: { name: 'n' } });
  expect([state.locks.size, state.pending.size]).toEqual([0, 0]);
  expect(stored(state, operation)).toEqual(operation);
});

test('five thousand finished operations are remembered, and the oldest are forgotten with their request ids', () => {
  const state = newState();
  const first = start(state, { isDone: true }, {});
  const path = `projects/p/global/operations/${asString(first['name'])}`;
  state.put(path, { resource: first, hidden: { requestKey: 'key' } });
  state.requests.set('key', path);
  for (let count = 1; count < 5000; count++) start(state, { isDone: true }, {});
  expect(state.get(path)).toBeDefined();
  const last = start(state, { isDone: true }, {});
  expect(state.get(path)).toBeUndefined();
  expect(state.requests.has('key')).toBe(false);
  expect(state.finished.size).toBe(5000);
  expect(stored(state, last)).toEqual(last);
});

test('what one operation is about to remove, no other may come to refer to', () => {
  const state = newState();
  state.put(used, { resource: {} });
  start(state, { targetPath: used }, { [used]: undefined });
  const before = takeSnapshot(state);
  expect(() => start(state, {}, { [target]: { resource: { uses: used } } })).toThrowError(
    expect.objectContaining({ reason: 'resourceNotReady', message: `The resource '${used}' is not ready` }),
  );
  expect(takeSnapshot(state)).toEqual(before);
  completeAllOperations(state, Infinity);
  expect(state.get(used)).toBeUndefined();
});

test('what already refers to something that is about to go may be written, for it comes to refer to nothing', () => {
  const references: FindReferences = (path, entry, version, except) =>
    entry.resource['uses'] === except?.resource['uses'] ? [] : findReferences(path, entry, version);
  const state = new State({ references }, START);
  state.put(used, { resource: {} });
  state.put(target, { resource: { uses: used } });
  start(state, { targetPath: used }, { [used]: undefined });
  start(state, {}, { [target]: { resource: { uses: used, description: 'd' } } });
  expect(plannedEntry(state, target)?.resource).toEqual({ uses: used, description: 'd' });
});

describe('an operation that follows another on one resource', () => {
  const follow = (state: State, latencyMs: number, resource: JsonObject): JsonObject => {
    const transaction = new Transaction(state, 2);
    transaction.follow(target, { resource: {} });
    transaction.put(target, { resource });
    return startOperation(transaction, { ...plan, latencyMs });
  };

  test('is not done before it, however quick it is', () => {
    const state = newState();
    const first = start(state, { latencyMs: 5000 }, { [target]: { resource: { n: 1 } } });
    const second = follow(state, 10, { n: 2 });
    completeOperations(state, 'p', START + 4999);
    expect([first, second].map((operation) => stored(state, operation)['status'])).toEqual(['RUNNING', 'RUNNING']);
    completeOperations(state, 'p', START + 5000);
    expect([first, second].map((operation) => stored(state, operation)['status'])).toEqual(['DONE', 'DONE']);
    expect(state.get(target)?.resource).toEqual({ n: 2 });
    expect(state.locks.has(target)).toBe(false);
  });

  test('holds the resource when the first is done, and never ends where the first does not', () => {
    const state = newState();
    start(state, { latencyMs: 10 }, { [target]: { resource: { n: 1 } } });
    follow(state, 5000, { n: 2 });
    completeOperations(state, 'p', START + 10);
    expect(state.get(target)?.resource).toEqual({ n: 1 });
    expect(state.locks.has(target)).toBe(true);
    const other = newState();
    start(other, { latencyMs: Infinity }, { [target]: { resource: { n: 1 } } });
    const second = follow(other, 10, { n: 2 });
    completeOperations(other, 'p', START + 1_000_000);
    expect(stored(other, second)['status']).toBe('RUNNING');
  });
});
