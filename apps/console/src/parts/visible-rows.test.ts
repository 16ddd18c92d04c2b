import { expect, test } from 'vitest';
import { visibleRows } from './visible-rows.ts';

test('all rows in sight are made, few others, and none that is not there', () => {
  for (const count of [0, 1, 30, 5000]) {
    for (let top = 0; top <= count * 32; top += 317) {
      const { first, end } = visibleRows(top, 600, 32, count);
      expect(first).toBeLessThanOrEqual(Math.min(count, Math.floor(top / 32)));
      expect(end).toBeGreaterThanOrEqual(Math.min(count, Math.ceil((top + 600) / 32)));
      expect([first >= 0, end <= count, end - first <= 45]).toEqual([true, true, true]);
    }
  }
});
