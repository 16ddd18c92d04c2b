import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shorten } from './shorten.ts';

const bytes = (text: string): number => new TextEncoder().encode(text).length;

test.each([61, 62])('%i bytes stay as they are', (length) => {
  expect(shorten('x'.repeat(length))).toBe('x'.repeat(length));
});

test.each([63, 64, 200])('%i bytes become 62 and a 0', (length) => {
  expect(shorten('x'.repeat(length))).toBe(`${'x'.repeat(62)}0`);
});

test('bytes count, not UTF-16 units: 32 two-byte letters are 64 bytes', () => {
  expect(shorten('é'.repeat(31))).toBe('é'.repeat(31));
  expect(shorten('é'.repeat(32))).toBe(`${'é'.repeat(31)}0`);
});

test('a character that does not fit whole is dropped', () => {
  expect(shorten(`${'x'.repeat(61)}éé`)).toBe(`${'x'.repeat(61)}00`);
});

test('what is cut has 63 bytes, and cutting again changes nothing but what is cut already', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 0, maxLength: 120, unit: 'grapheme' }), (text) => {
      const cut = shorten(text);
      expect(bytes(cut)).toBe(bytes(text) <= 62 ? bytes(text) : 63);
      expect(shorten(cut)).toBe(cut);
    }),
  );
});
