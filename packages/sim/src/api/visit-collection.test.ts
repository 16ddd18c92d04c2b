import { expect, test } from 'vitest';
import type { Collection } from '../collections/collection.ts';
import { asString } from '../kernel/json.ts';
import { State } from '../kernel/state.ts';
import { visitCollection } from './visit-collection.ts';

const PARENT = 'projects/p/global/things';

const state = new State({ references: () => [] }, 0);
for (const name of ['a', 'c', 'd', 'e']) state.put(`${PARENT}/${name}`, { resource: { name, isStored: true } });

const things: Collection = {
  name: 'things',
  collections: ['things'],
  reading: {
    fixed: { names: () => ['b', 'd', 'f'], get: (_scope, name) => ({ name }) },
    derive: (path) => ({ path }),
  },
};

function visited(from: string, most = Infinity): string {
  const names: string[] = [];
  visitCollection({ collection: things, state, version: 'v1' }, PARENT, from, (path, resource) => {
    expect(resource['path']).toBe(path);
    names.push(`${asString(resource['name'])}${resource['isStored'] === true ? '' : '!'}`);
    return names.length < most;
  });
  return names.join(' ');
}

test('stored resources and those of every project are visited in one order, by name', () => {
  expect(visited('')).toBe('a b! c d e f!');
});

test('a visit begins at any name, there or not', () => {
  expect(visited('b')).toBe('b! c d e f!');
  expect(visited('bb')).toBe('c d e f!');
  expect(visited('f')).toBe('f!');
  expect(visited('g')).toBe('');
});

test('a visit ends when it is told to', () => {
  expect(visited('', 1)).toBe('a');
  expect(visited('', 2)).toBe('a b!');
  expect(visited('d', 1)).toBe('d');
});
