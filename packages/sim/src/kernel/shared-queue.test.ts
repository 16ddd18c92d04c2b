import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SharedQueue } from './shared-queue.ts';

/** Runs of pushes and of shifts, long enough to cross from one chunk into the next. */
const writes = fc.array(fc.record({ isPush: fc.boolean(), times: fc.integer({ min: 1, max: 300 }) }), { maxLength: 6 });

type Writes = typeof writes extends fc.Arbitrary<infer T> ? T : never;

function write(queue: SharedQueue<number>, plain: number[], history: Writes): void {
  for (const { isPush, times } of history) {
    for (let time = 0; time < times; time++) {
      if (isPush) {
        queue.push(time);
        plain.push(time);
      }
      const taken = isPush ? [] : [queue.shift(), plain.shift()];
      expect(taken[0]).toBe(taken[1]);
    }
  }
}

test('gives what it was given in order, and a fork and what it came from never see each other', () => {
  fc.assert(
    fc.property(writes, writes, writes, (before, here, there) => {
      const queue = new SharedQueue<number>();
      const plain: number[] = [];
      write(queue, plain, before);
      const fork = queue.fork();
      const forked = [...plain];
      write(queue, plain, here);
      write(fork, forked, there);
      expect([queue.values(), queue.size]).toEqual([plain, plain.length]);
      expect([fork.values(), fork.size]).toEqual([forked, forked.length]);
    }),
  );
});
