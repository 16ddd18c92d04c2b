import fc from 'fast-check';
import { expect, test } from 'vitest';
import { colourStyle } from './style.ts';
import { table } from './table.ts';

test('columns line up, whatever their colour', () => {
  const rows = [
    ['create', colourStyle.good('a'), 'x'],
    ['go', 'abc', 'y'],
  ];
  expect(table(rows, '> ')).toEqual([`> create  ${colourStyle.good('a')}    x`, '> go      abc  y']);
});

test('every cell of a column starts at the same place', () => {
  const cell = fc.stringMatching(/^[a-z]{1,9}$/);
  const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(rows, (some) => {
      const lines = table(some);
      const start = Math.max(...some.map(([first]) => first.length)) + 2;
      expect(lines.map((line) => line.slice(start).split(' ')[0])).toEqual(some.map(([, second]) => second));
    }),
  );
});
