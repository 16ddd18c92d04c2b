import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSamePart, meets, seenPart } from './seen-part.ts';

const pixels = fc.integer({ min: 0, max: 100_000 });
const scrolled = fc.record({
  left: pixels,
  top: pixels,
  width: fc.integer({ min: 1, max: 4_000 }),
  height: fc.integer({ min: 1, max: 3_000 }),
});
const scale = fc.double({ min: 0.02, max: 4, noNaN: true });

test('all that is in sight is in the part, and so is what comes into sight next', () => {
  fc.assert(
    fc.property(scrolled, scale, fc.integer({ min: -500, max: 500 }), (frame, size, dy) => {
      const part = seenPart(frame, size);
      const seen = {
        left: frame.left / size,
        top: frame.top / size + dy,
        right: (frame.left + frame.width) / size,
        bottom: (frame.top + frame.height) / size + dy,
      };
      expect([
        part.left <= seen.left,
        part.top <= seen.top,
        part.right >= seen.right,
        part.bottom >= seen.bottom,
      ]).toEqual([true, true, true, true]);
    }),
  );
});

test('it is not much more, and the same while somebody scrolls a little', () => {
  fc.assert(
    fc.property(scrolled, scale, (frame, size) => {
      const part = seenPart(frame, size);
      expect(part.right - part.left).toBeLessThanOrEqual(frame.width / size + 4 * 512);
      expect(part.bottom - part.top).toBeLessThanOrEqual(frame.height / size + 4 * 512);
    }),
  );
  const frame = { left: 0, top: 520, width: 400, height: 300 };
  expect(isSamePart(seenPart(frame, 1), seenPart({ ...frame, top: 600 }, 1))).toBe(true);
  expect(isSamePart(seenPart(frame, 1), seenPart({ ...frame, top: 1_100 }, 1))).toBe(false);
});

test('parts meet where they have a point in common', () => {
  const part = { left: 0, top: 0, right: 10, bottom: 10 };
  const at = (left: number, top: number) => ({ left, top, right: left + 5, bottom: top + 5 });
  expect([meets(part, at(10, 10)), meets(part, at(-5, 3)), meets(part, at(11, 0)), meets(part, at(0, -6))]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
