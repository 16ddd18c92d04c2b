import { expect, onTestFinished, test, vi } from 'vitest';
import { systemClock } from './system-clock.ts';

test('it tells the time, and goes on as it went when the machine’s clock is set to another', () => {
  onTestFinished(() => void vi.useRealTimers());
  const began = systemClock.now();
  expect(Math.abs(began - Date.now())).toBeLessThan(60_000);
  vi.useFakeTimers({ toFake: ['Date'] });
  for (const hours of [-2, 2]) {
    vi.setSystemTime(began + hours * 3_600_000);
    const passed = systemClock.now() - began;
    expect(passed).toBeGreaterThanOrEqual(0);
    expect(passed).toBeLessThan(3_600_000);
  }
});
