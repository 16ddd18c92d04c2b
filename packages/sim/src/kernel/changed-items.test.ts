import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedItems, mapChanged } from './changed-items.ts';

const list = fc.array(fc.nat({ max: 2 }), { maxLength: 8 });

test('before and after what changed two lists are the same, and what changed neither begins nor ends alike', () => {
  fc.assert(
    fc.property(list, list, (a, b) => {
      const [here, there] = [changedItems(a, b), changedItems(b, a)];
      expect(here.start).toBe(there.start);
      expect(a.slice(0, here.start)).toEqual(b.slice(0, there.start));
      expect(a.slice(here.end)).toEqual(b.slice(there.end));
      const [mine, other] = [a.slice(here.start, here.end), b.slice(there.start, there.end)];
      const areBoth = mine.length > 0 && other.length > 0;
      expect(areBoth && (mine[0] === other[0] || mine.at(-1) === other.at(-1))).toBe(false);
    }),
  );
});

test('beside no other list all of one has changed', () => {
  expect(changedItems([1, 2])).toEqual({ start: 0, end: 2 });
});

test('items that are only equal have changed', () => {
  expect(changedItems([{}, {}], [{}, {}])).toEqual({ start: 0, end: 2 });
});

test('a function sees what has changed of a list alone, and a list that stays as it is is the same one', () => {
  const [a, b, c] = [{ n: 1 }, { n: 2 }, { n: 3 }];
  const seen: object[] = [];
  const twice = (item: { n: number }): { n: number } => {
    seen.push(item);
    return { n: item.n * 2 };
  };
  expect(mapChanged([a, c, b], [a, b], twice)).toEqual([a, { n: 6 }, b]);
  expect(seen).toEqual([c]);
  const both = [a, b];
  expect(mapChanged(both, [a, b], twice)).toBe(both);
  expect(mapChanged(both, undefined, (item) => item)).toBe(both);
});
