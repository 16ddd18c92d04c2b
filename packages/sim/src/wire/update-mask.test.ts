import { modelOf } from '@gcepool/api';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../kernel/json.ts';
import { applyUpdateMask } from './update-mask.ts';

const applied = (before: JsonObject, sent: JsonObject, mask: string, schemaName = 'BackendService'): JsonObject =>
  applyUpdateMask(before, sent, mask, schemaName, modelOf('v1'));

describe('applyUpdateMask', () => {
  test('takes over the named fields and no other', () => {
    const before = { a: 1, b: { c: 2, d: 3 } };
    expect(applied(before, { a: 9, b: { c: 8, d: 7 } }, 'b.c')).toEqual({ a: 1, b: { c: 8, d: 3 } });
  });

  test('reads snake case as well as lower camel case', () => {
    const sent = { timeWindow: { startTime: 'new' } };
    for (const mask of ['time_window.start_time', 'timeWindow.startTime']) {
      expect(applied({ timeWindow: { startTime: 'old', endTime: 'x' } }, sent, mask, 'FutureReservation')).toEqual({
        timeWindow: { startTime: 'new', endTime: 'x' },
      });
    }
  });

  test('reads snake case of names that are no camel case', () => {
    expect(applied({ enableCDN: true }, {}, 'enable_cdn')).toEqual({});
  });

  test('clears a field that is named and was not sent', () => {
    expect(applied({ a: 1, b: 2 }, {}, 'a')).toEqual({ b: 2 });
  });

  test('clears what a message that is named holds as null', () => {
    const sent = { a: { b: null, c: { d: null, e: 1 } } };
    expect(applied({ a: { b: 1, c: { d: 2 } } }, sent, 'a')).toStrictEqual({ a: { c: { e: 1 } } });
  });

  test('leaves the keys of maps as they are', () => {
    const masked = (before: JsonObject, sent: JsonObject): JsonObject =>
      applied({ labels: before }, { labels: sent }, 'labels.my_key', 'Address');
    expect(masked({ my_key: '1' }, { my_key: '2' })).toEqual({ labels: { my_key: '2' } });
    expect(masked({ my_key: '1', mykey: '3' }, { mykey: '2' })).toEqual({ labels: { mykey: '3' } });
  });

  test('takes several paths', () => {
    expect(applied({}, { a: 1, b: 2, c: 3 }, 'a, c')).toEqual({ a: 1, c: 3 });
  });

  test('changes nothing without a path', () => {
    expect(applied({ a: 1 }, { a: 2 }, '')).toEqual({ a: 1 });
  });
});

test.each(['toString', '__proto__', 'constructor.name', '__proto__.toString'])('finds nothing under %s', (mask) => {
  expect(JSON.stringify(applied({ a: 1 }, { b: 2 }, mask))).toBe('{"a":1}');
});
