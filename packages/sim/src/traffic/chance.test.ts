import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Chance } from './chance.ts';

test('draws lie in their range, and follow from the seed', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(1000), fc.nat(1000), (seed, least, size) => {
      const [one, two] = [new Chance(seed), new Chance(seed)];
      for (let count = 0; count < 20; count++) {
        const drawn = one.between(least, least + size);
        expect(Number.isInteger(drawn) && drawn >= least && drawn <= least + size).toBe(true);
        expect(two.between(least, least + size)).toBe(drawn);
      }
    }),
  );
});

test('a fork goes on where it came from, by itself; a restart begins anew', () => {
  const chance = new Chance(7);
  const first = [chance.next(), chance.next()];
  const fork = chance.fork();
  const onward = [chance.next(), chance.next()];
  expect([fork.next(), fork.next()]).toEqual(onward);
  chance.restart();
  expect([chance.next(), chance.next()]).toEqual(first);
});

test('draws are spread evenly', () => {
  const chance = new Chance(1);
  const counts = Array.from({ length: 10 }, () => 0);
  for (let count = 0; count < 10_000; count++) {
    const place = chance.between(0, 9);
    counts[place] = (counts[place] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(200);
});
