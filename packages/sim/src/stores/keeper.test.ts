import { expect, test } from 'vitest';
import { makeManyResources } from '../../test/many-resources.ts';
import type { Simulator } from '../index.ts';
import { createSimulator } from '../index.ts';
import type { Kept, KeptState, Store } from './store.ts';

const CHECKS = '/compute/v1/projects/p/global/healthChecks';
const insert = (name: string) => ({ method: 'POST', url: CHECKS, body: { name, type: 'TCP' } });

/** A store of the simplest kind, which has room for so many commands. */
class ListStore implements Store {
  kept: Kept | undefined;
  #room: number;

  constructor(room: number) {
    this.#room = room;
  }

  load(): Kept | undefined {
    return this.kept;
  }

  append(_after: number, commands: Kept['entries']): boolean {
    if (this.#room-- <= 0 || this.kept === undefined) throw new Error('no space left');
    this.kept = { ...this.kept, entries: [...this.kept.entries, ...commands] };
    return true;
  }

  replace(position: number, state: KeptState): boolean {
    if (this.#room <= 0) throw new Error('no space left');
    this.kept = { ...state, position, entries: [] };
    return true;
  }
}

test('what could not be kept is not answered, nor is anything after it', () => {
  const store = new ListStore(2);
  const simulator = createSimulator({ store });
  expect(['a', 'b', 'c', 'd'].map((name) => simulator.handle(insert(name)).status)).toEqual([200, 200, 503, 503]);
  expect(simulator.handle({ method: 'GET', url: CHECKS })).toMatchObject({
    status: 503,
    body: { error: { status: 'UNAVAILABLE', message: expect.stringContaining('no space left') } },
  });
  const again = createSimulator({ store });
  expect(again.handle({ method: 'GET', url: `${CHECKS}/c` }).status).toBe(503);
  expect(store.kept?.entries).toHaveLength(2);
});

test.each<readonly [string, (simulator: Simulator) => void]>([
  ['a reset', (simulator) => simulator.reset()],
  ['a restored snapshot', (simulator) => simulator.restore(simulator.snapshot())],
  ['time that passes', ({ clock }) => clock.advance(1000)],
  ['a quota', ({ quotas }) => quotas.set({ project: 'p', metric: 'HEALTH_CHECKS', limit: 1 })],
])('%s that could not be kept is refused, then and later', (_title, change) => {
  const simulator = createSimulator({ store: new ListStore(1) });
  expect(simulator.handle(insert('a')).status).toBe(200);
  for (let attempt = 0; attempt < 2; attempt++) {
    expect(() => change(simulator)).toThrow(expect.objectContaining({ status: 503 }));
  }
  expect(simulator.handle({ method: 'GET', url: CHECKS }).status).toBe(503);
});

test('a simulator does not start where its start cannot be kept', () => {
  expect(() => createSimulator({ store: new ListStore(0) })).toThrow('no space left');
});

test('a command is kept before its request is answered, and reads keep nothing', () => {
  const store = new ListStore(100);
  const simulator = createSimulator({ store });
  for (let index = 0; index < 5; index++) {
    simulator.handle(insert(`a${index}`));
    expect(store.kept?.entries).toMatchObject(simulator.journal);
  }
  simulator.handle({ method: 'GET', url: CHECKS });
  const { length } = store.kept?.entries ?? [];
  for (let index = 0; index < 5; index++) simulator.handle({ method: 'GET', url: CHECKS });
  expect(store.kept?.entries).toHaveLength(length);
});

test('of more than 40,000 resources the whole state is written down once in 20,000 commands', () => {
  const positions: number[] = [];
  const store: Store = {
    load: () => undefined,
    append: () => true,
    replace: (position) => positions.push(position) > 0,
  };
  const simulator = createSimulator({ store });
  makeManyResources(simulator);
  for (let command = 0; command < 20_000; command++) simulator.clock.advance(1);
  expect(positions).toEqual([1, 20_001]);
});

test.each([
  ['refuses', insert('A!'), "Invalid value for field 'resource.name': 'A!'"],
  ['makes something else of', { method: 'GET', url: CHECKS }, 'change 2 of 3 comes to something else here'],
])('what another release wrote, and this one %s, is said to be so', (_, request, reason) => {
  const store = new ListStore(100);
  const simulator = createSimulator({ store });
  for (const name of ['a', 'b']) simulator.handle(insert(name));
  simulator.handle({ method: 'GET', url: CHECKS });
  const { kept } = store;
  const entries = kept?.entries.map((command, index) => (index === 1 ? { ...command, request } : command));
  expect(entries?.map(({ kind }) => kind)).toEqual(['request', 'request', 'settle']);
  // Only a request has one.
  store.kept = { ...kept, entries } as Kept;
  expect(() => createSimulator({ store })).toThrow(`what is kept cannot be applied anew (${reason}`);
});
