import { expect, test } from 'vitest';
import { onePiece } from './one-piece.ts';

test.each(['', 'a', 'ab', 'projects/p/zones/z/disks/d', 'é\u{1f600}'])('%j stays the text that it is', (text) => {
  expect(onePiece(text)).toBe(text);
  expect(onePiece(`${text}/${text}`.slice(1))).toBe(`${text}/${text}`.slice(1));
});
