import process from 'node:process';
import { afterEach, expect, test, vi } from 'vitest';
import { stopSignals } from './stop-signals.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('the first signal asks for a graceful end, the second for one at once', () => {
  const stop = stopSignals(60_000);
  expect([stop.graceful.aborted, stop.now.aborted]).toEqual([false, false]);
  process.emit('SIGTERM');
  expect([stop.graceful.aborted, stop.now.aborted]).toEqual([true, false]);
  process.emit('SIGINT');
  expect([stop.graceful.aborted, stop.now.aborted]).toEqual([true, true]);
  stop.release();
});

test('a graceful end that takes too long becomes one at once', () => {
  vi.useFakeTimers();
  const stop = stopSignals(25_000);
  process.emit('SIGTERM');
  vi.advanceTimersByTime(24_999);
  expect(stop.now.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(stop.now.aborted).toBe(true);
  stop.release();
});

test('once released it hears nothing', () => {
  const before = process.listenerCount('SIGTERM');
  stopSignals(1).release();
  expect(process.listenerCount('SIGTERM')).toBe(before);
});
