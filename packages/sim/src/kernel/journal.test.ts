import { expect, test } from 'vitest';
import { Journal } from './journal.ts';
import { State } from './state.ts';

const MEBIBYTE = 1024 * 1024;

test('a journal keeps at most 64 MiB, and knows the state before the first command that it keeps', () => {
  const state = new State({ references: () => [] }, 0);
  const journal = new Journal<number>(state, undefined, () => 10 * MEBIBYTE);
  for (let now = 1; now <= 20; now++) {
    state.now = now;
    journal.record(now, state);
    expect(journal.commands.length).toBeLessThanOrEqual(8);
    expect(journal.commands[0]).toBe(journal.forgotten + 1);
    expect(journal.base.now).toBe(journal.forgotten === 0 ? state.now : journal.forgotten);
    expect(journal.last).toBe(now);
  }
  expect(journal.forgotten).toBeGreaterThan(8);
});
