import { expect, test } from 'vitest';
import { collectionOf, isIn } from './resource-path.ts';

test.each([
  'projects/p/zones/z/instances/i',
  'projects/p/global/networks/n',
  'projects/p/zones/instances/disks/d',
  'projects/instances',
  'instances/i',
  '/instances/i',
  'my-instances/i',
  'instances/',
  'instances',
  '/',
  '',
])('%j is in the collection that it names, and in no other', (path) => {
  for (const collection of ['instances', 'networks', 'zones', 'projects', 'stances']) {
    expect(isIn(path, collection)).toBe(collectionOf(path) === collection);
  }
});
