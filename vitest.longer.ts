import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vitest/config';

const LONGER = fileURLToPath(new URL('vitest.longer-fast-check.ts', import.meta.url));

/** Where `GCEPOOL_TEST_TIMES` is said, the tests get a fast-check that tries every property as many times as often. */
export function longerProperties(): Plugin[] {
  if (process.env['GCEPOOL_TEST_TIMES'] === undefined) return [];
  return [
    {
      name: 'longer-properties',
      enforce: 'pre',
      resolveId: (id, importer) => (id === 'fast-check' && importer !== LONGER ? LONGER : undefined),
    },
  ];
}
