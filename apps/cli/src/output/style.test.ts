import { expect, test } from 'vitest';
import { colourStyle, plainStyle, styleFor } from './style.ts';

test('colour goes to terminals only, and not where NO_COLOR is set', () => {
  expect(styleFor({ isTTY: true }, {})).toBe(colourStyle);
  expect(styleFor({ isTTY: true }, { NO_COLOR: '1' })).toBe(plainStyle);
  expect(styleFor({ isTTY: true }, { TERM: 'dumb' })).toBe(plainStyle);
  expect(styleFor({}, {})).toBe(plainStyle);
});
