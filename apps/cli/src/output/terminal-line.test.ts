import { expect, test } from 'vitest';
import { terminalLine } from './terminal-line.ts';

test('draws over the line before, and clears what it has drawn', () => {
  const written: string[] = [];
  const line = terminalLine({ isTTY: true, columns: 40, write: (text) => written.push(text) });
  line?.clear();
  expect(written).toEqual([]);
  line?.show('one');
  line?.show('two');
  line?.clear();
  line?.clear();
  expect(written).toEqual(['\rone\u001B[K', '\rtwo\u001B[K', '\r\u001B[K']);
  expect(line?.columns()).toBe(40);
});

test('a stream that is no terminal has no such line', () => {
  expect(terminalLine({ write: () => undefined })).toBeUndefined();
});
