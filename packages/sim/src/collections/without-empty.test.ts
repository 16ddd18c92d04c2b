import { expect, test } from 'vitest';
import { withoutEmpty } from './without-empty.ts';

test('what the service never prints is left out, at the top', () => {
  expect(withoutEmpty({ a: [], b: null, c: undefined, d: '', e: 0, f: false, g: {}, h: [[]] })).toEqual({
    d: '',
    e: 0,
    f: false,
    g: {},
    h: [[]],
  });
});
