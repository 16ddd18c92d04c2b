import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ResourceOp, Result } from '../../test/resource-history.ts';
import { impossibleIn } from '../../test/resource-history.ts';

/** What somebody asks, when it takes effect, how long before it was sent and how long after it is answered; and whether the answer is lost. */
const asked = fc.record({
  kind: fc.constantFrom('insert', 'get', 'get', 'patch', 'delete'),
  point: fc.integer({ min: 0, max: 300 }),
  before: fc.integer({ min: 0, max: 40 }),
  after: fc.integer({ min: 0, max: 40 }),
  isStale: fc.boolean(),
  lost: fc.constantFrom('no', 'no', 'no', 'answer', 'request'),
});
type Asked = typeof asked extends fc.Arbitrary<infer T> ? T : never;

/** What a resource answers when requests take effect one after the other: a history that can have been. */
function played(requests: readonly Asked[]): readonly ResourceOp[] {
  let held: string | undefined;
  let earlier: string | undefined;
  return requests
    .toSorted((a, b) => a.point - b.point)
    .map(({ kind, point, before, after, isStale, lost }, index): ResourceOp => {
      const place = { start: point - before, end: lost === 'no' ? point + after : Infinity };
      const value = `v${index}`;
      const expected = (isStale ? earlier : held) ?? 'v-';
      const op = { ...place, kind, ...(kind === 'get' ? {} : { value }), ...(kind === 'patch' ? { expected } : {}) };
      let result: Result = { kind: 'absent' };
      if (lost !== 'request') {
        if (kind === 'get') result = held === undefined ? result : { kind: 'done', value: held };
        else if (kind === 'insert') result = { kind: held === undefined ? 'done' : 'conflict' };
        else if (kind === 'delete') result = { kind: held === undefined ? 'absent' : 'done' };
        else if (held !== undefined) result = { kind: held === expected ? 'done' : 'conflict' };
        if (result.kind === 'done' && kind !== 'get') {
          earlier = held;
          held = kind === 'delete' ? undefined : value;
        }
      }
      return { ...op, result: lost === 'no' ? result : { kind: 'unknown' } };
    });
}

test('what can have been is found to be possible', () => {
  fc.assert(
    fc.property(fc.array(asked, { maxLength: 25 }), (requests) => {
      expect(impossibleIn(played(requests))).toBeUndefined();
    }),
  );
});

describe('what cannot have been is found', () => {
  const at = (start: number, op: Omit<ResourceOp, 'end' | 'start'>): ResourceOp => ({ start, end: start + 1, ...op });
  const insert = (start: number, value: string) => at(start, { kind: 'insert', value, result: { kind: 'done' } });
  const patch = (start: number, expected: string, value: string) =>
    at(start, { kind: 'patch', expected, value, result: { kind: 'done' } });
  const get = (start: number, value: string) => at(start, { kind: 'get', result: { kind: 'done', value } });
  const gone = (start: number) => at(start, { kind: 'get', result: { kind: 'absent' } });

  test.each<readonly [string, readonly ResourceOp[]]>([
    ['an answered insert that is lost', [insert(0, 'a'), gone(5)]],
    ['an insert that is done twice', [insert(0, 'a'), insert(5, 'b')]],
    ['a read of what was there before', [insert(0, 'a'), patch(5, 'a', 'b'), get(10, 'a')]],
    [
      'a change that is lost to another of the same fingerprint',
      [insert(0, 'a'), patch(5, 'a', 'b'), patch(10, 'a', 'c')],
    ],
    ['a read of what nobody wrote', [insert(0, 'a'), get(5, 'x')]],
    [
      'reads that go back, of a write that is under way',
      [insert(0, 'a'), { ...patch(5, 'a', 'b'), end: 50 }, get(10, 'b'), get(20, 'a')],
    ],
    [
      'what is there of a request that was refused',
      [insert(0, 'a'), at(5, { kind: 'patch', expected: 'a', value: 'b', result: { kind: 'refused' } }), get(10, 'b')],
    ],
  ])('%s', (_title, history) => {
    // Of what had not ended when it became impossible, nobody needs to know the end.
    expect(impossibleIn(history)?.map(({ start }) => start)).toEqual(history.map(({ start }) => start));
  });

  test('among much that is possible, and little is left of the rest', () => {
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 20 }), (requests) => {
        const history = played(requests);
        const last = Math.max(0, ...history.map(({ start, end }) => (Number.isFinite(end) ? end : start))) + 100;
        // Whatever was: of two reads one after the other, with nothing in between, both cannot be.
        const known = history.map((op) => (op.result.kind === 'unknown' ? { ...op, end: last } : op));
        const loser = impossibleIn([...known, get(last + 10, 'never-written')]);
        expect(loser?.some(({ result }) => result.kind === 'done' && result.value === 'never-written')).toBe(true);
        expect(loser?.filter(({ kind }) => kind === 'get')).toHaveLength(1);
      }),
    );
  });
});
