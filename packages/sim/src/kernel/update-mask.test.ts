import { describe, expect, test } from 'vitest';
import { applyUpdateMask } from './update-mask.ts';

describe('applyUpdateMask', () => {
  test('takes over the named fields and no other', () => {
    const before = { a: 1, b: { c: 2, d: 3 } };
    expect(applyUpdateMask(before, { a: 9, b: { c: 8, d: 7 } }, 'b.c')).toEqual({ a: 1, b: { c: 8, d: 3 } });
  });

  test('reads snake case as well as lower camel case', () => {
    const sent = { timeWindow: { startTime: 'new' } };
    for (const mask of ['time_window.start_time', 'timeWindow.startTime']) {
      expect(applyUpdateMask({ timeWindow: { startTime: 'old', endTime: 'x' } }, sent, mask)).toEqual({
        timeWindow: { startTime: 'new', endTime: 'x' },
      });
    }
  });

  test('reads snake case of names that are no camel case', () => {
    expect(applyUpdateMask({ enableCDN: true }, {}, 'enable_cdn')).toEqual({});
  });

  test('clears a field that is named and was not sent', () => {
    expect(applyUpdateMask({ a: 1, b: 2 }, {}, 'a')).toEqual({ b: 2 });
  });

  test('leaves the keys of maps as they are', () => {
    expect(applyUpdateMask({ labels: { my_key: '1' } }, { labels: { my_key: '2' } }, 'labels.my_key')).toEqual({
      labels: { my_key: '2' },
    });
  });

  test('takes several paths', () => {
    expect(applyUpdateMask({}, { a: 1, b: 2, c: 3 }, 'a, c')).toEqual({ a: 1, c: 3 });
  });

  test('changes nothing without a path', () => {
    expect(applyUpdateMask({ a: 1 }, { a: 2 }, '')).toEqual({ a: 1 });
  });
});

test.each(['toString', '__proto__', 'constructor.name', '__proto__.toString'])('finds nothing under %s', (mask) => {
  expect(JSON.stringify(applyUpdateMask({ a: 1 }, { b: 2 }, mask))).toBe('{"a":1}');
});
