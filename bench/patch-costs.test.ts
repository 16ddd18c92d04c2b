import { expect, test } from 'vitest';
import { LARGE_RESOURCES } from './large-resources/index.ts';
import { patchCosts } from './patch-costs.ts';

const ROWS = 40;

test.each(LARGE_RESOURCES.flatMap(({ most, ...resource }) => (most === undefined ? [] : [{ ...resource, most }])))(
  'a small change costs by the change: $what',
  ({ most, ...resource }) => {
    const { small, large } = patchCosts(resource, ROWS);
    expect(large / small).toBeLessThan(most);
  },
);
