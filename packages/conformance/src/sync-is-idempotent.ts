import { deepStrictEqual } from 'node:assert/strict';
import type { Cloud } from '@gcepool/core';
import fc from 'fast-check';
import { hold, type LawOptions, type MakeCloud } from './law.ts';
import { clearPool, poolUnderTest, somePorts } from './pool-under-test.ts';
import { recorded } from './recorded.ts';

/**
 * Law: a `sync` with the ports of the one before it changes nothing in the cloud, whether the same pool does it or a new one.
 * It holds only of a cloud that gives back what was put into it, and does not fill it up with what the pool would undo.
 *
 * @throws Error with the fewest ports found for which it does not hold, and the calls that were made.
 */
export function syncIsIdempotent(makeCloud: MakeCloud<Cloud>, options?: LawOptions): Promise<void> {
  const property = fc.asyncProperty(somePorts, async (ports) => {
    const { cloud, mutations } = recorded(await makeCloud());
    try {
      const pool = poolUnderTest(cloud);
      await pool.sync(ports);
      mutations.length = 0;
      await pool.sync(ports);
      deepStrictEqual(mutations, [], 'the second sync of the pool made changes');
      await poolUnderTest(cloud).sync(ports);
      deepStrictEqual(mutations, [], 'the sync of a new pool made changes');
    } finally {
      await clearPool(cloud);
    }
  });
  return hold(property, options);
}
