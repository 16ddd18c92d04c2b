import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eachAtMost } from './each-at-most.ts';

test('every item is done once, results stand in order, and no more than the limit is under way', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.nat(), { maxLength: 8 }),
      async (scheduler, limit, items) => {
        let underWay = 0;
        let most = 0;
        const done = eachAtMost(limit, items, async (item) => {
          underWay += 1;
          most = Math.max(most, underWay);
          await scheduler.schedule(Promise.resolve());
          underWay -= 1;
          return item * 2;
        });
        await scheduler.waitFor(done);
        await expect(done).resolves.toEqual(items.map((item) => item * 2));
        expect(most).toBeLessThanOrEqual(limit);
        expect(most).toBe(Math.min(limit, items.length));
      },
    ),
    { numRuns: 50 },
  );
});

test('a failure of the work is a failure of the whole', async () => {
  await expect(eachAtMost(2, [1], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
});
