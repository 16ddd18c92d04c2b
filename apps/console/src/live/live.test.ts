import { expect, test } from 'vitest';
import type { Live } from './live.ts';
import { afterEvent, NOTHING_YET, stateKeyOf } from './live.ts';

const position = (calls: number, commands = 0) => ({
  event: 'position',
  data: JSON.stringify({ beginnings: 0, commands, calls, now: 5, faults: 0, forks: 0 }),
});
const called = (...sequences: number[]) => ({
  event: 'calls',
  data: JSON.stringify({ calls: sequences.map((sequence) => ({ sequence })), missed: 0 }),
});
const sequencesOf = ({ calls }: Live) => calls.map(({ sequence }) => sequence);

test('calls are known once and in order, the latest of them, and none of a log that was cleared', () => {
  const two = [position(2), called(1, 2)].reduce(afterEvent, NOTHING_YET);
  expect(sequencesOf(two)).toEqual([1, 2]);
  expect(sequencesOf(afterEvent(two, called(2, 3)))).toEqual([1, 2, 3]);
  expect(sequencesOf([position(1), called(1)].reduce(afterEvent, two))).toEqual([1]);
  const many = afterEvent(two, called(...Array.from({ length: 6000 }, (_, index) => index + 3)));
  expect([many.calls.length, many.calls.at(-1)?.sequence]).toEqual([5000, 6002]);
});

test('the key of the state changes with the state and not with calls', () => {
  const at = (calls: number, commands: number) => stateKeyOf(afterEvent(NOTHING_YET, position(calls, commands)));
  expect(at(1, 1)).toBe(at(2, 1));
  expect(at(1, 1)).not.toBe(at(1, 2));
  expect(stateKeyOf(afterEvent(NOTHING_YET, { event: 'other', data: '' }))).toBe('');
});
