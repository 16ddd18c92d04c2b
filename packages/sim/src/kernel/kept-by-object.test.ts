import { expect, test } from 'vitest';
import { KeptByObject } from './kept-by-object.ts';

const MOST = 10;

test('what was made of an object is found again, each form of it', () => {
  const kept = new KeptByObject<string>(MOST);
  const [one, other] = [{}, {}];
  kept.set(one, 0, 'plain', 1);
  kept.set(one, 3, 'deep', 1);
  expect([kept.get(one, 0), kept.get(one, 3), kept.get(one, 1), kept.get(other, 0)]).toEqual([
    'plain',
    'deep',
    undefined,
    undefined,
  ]);
});

test('what nobody asks for goes when there is too much, and what somebody asks for stays', () => {
  const kept = new KeptByObject<number>(MOST);
  const objects = Array.from({ length: 100 }, () => ({}));
  const [asked = {}, forgotten = {}] = objects;
  for (const [index, object] of objects.entries()) {
    kept.set(object, 0, index, 1);
    kept.get(asked, 0);
  }
  expect([kept.get(asked, 0), kept.get(forgotten, 0)]).toEqual([0, undefined]);
  const left = objects.filter((object) => kept.get(object, 0) !== undefined);
  expect(left.length).toBeLessThanOrEqual(MOST);
});

test('what would take more than half of the room is not kept, and sends nothing away', () => {
  const kept = new KeptByObject<string>(MOST);
  const [small, large] = [{}, {}];
  kept.set(small, 0, 'small', 1);
  for (let times = 0; times < 3; times++) kept.set(large, 0, 'large', 6);
  expect([kept.get(small, 0), kept.get(large, 0)]).toEqual(['small', undefined]);
});
