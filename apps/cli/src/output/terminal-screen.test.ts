import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { colourStyle } from './style.ts';
import { cut, terminalScreen } from './terminal-screen.ts';

test('draws over the lines before, however many there were', () => {
  const written: string[] = [];
  const screen = terminalScreen({ isTTY: true, columns: 40, rows: 10, write: (text) => written.push(text) }, {});
  screen?.show(['a', 'b']);
  screen?.show(['c']);
  screen?.show(['d', 'e']);
  expect(written).toEqual([
    '\ra\u001B[K\nb\u001B[K\n\u001B[J',
    '\u001B[2A\rc\u001B[K\n\u001B[J',
    '\u001B[1A\rd\u001B[K\ne\u001B[K\n\u001B[J',
  ]);
});

test('what is longer than the terminal is cut, and counted', () => {
  const written: string[] = [];
  const screen = terminalScreen({ isTTY: true, columns: 40, rows: 4, write: (text) => written.push(text) }, {});
  screen?.show(['a', 'b', 'c', 'd', 'e']);
  expect(stripVTControlCharacters(written.join(''))).toBe('\ra\nb\nand 3 more lines\n');
});

test('a terminal that does not know its size has that of most', () => {
  const written: string[] = [];
  const screen = terminalScreen({ isTTY: true, columns: 0, rows: 0, write: (text) => written.push(text) }, {});
  screen?.show(['a'.repeat(80), 'b']);
  expect(stripVTControlCharacters(written.join(''))).toBe(`\r${'a'.repeat(80)}\nb\n`);
});

test('a stream that is no terminal, or a dumb one, has no such lines', () => {
  const write = (): undefined => undefined;
  expect(terminalScreen({ write }, {})).toBeUndefined();
  expect(terminalScreen({ isTTY: true, write }, { TERM: 'dumb' })).toBeUndefined();
});

test('a line is cut to the columns there are, and its colour ends with it', () => {
  const words = fc.array(
    fc.tuple(fc.constantFrom('good', 'bad', 'dim', 'strong'), fc.stringMatching(/^[a-z ]{0,20}$/)),
  );
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 60 }), (parts, columns) => {
      const line = parts.map(([paint, text]) => colourStyle[paint](text)).join('');
      const [plain, seen] = [line, cut(line, columns)].map((text) => stripVTControlCharacters(text));
      expect(seen?.length).toBeLessThanOrEqual(columns);
      expect(plain?.startsWith(seen?.replace('…', '') ?? 'x')).toBe(true);
      const isWhole = (plain ?? '').length <= columns;
      expect(seen === plain).toBe(isWhole);
      expect(cut(line, columns).endsWith('\u001B[0m')).toBe(!isWhole && line.includes('\u001B'));
    }),
  );
});
