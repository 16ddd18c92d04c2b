import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { longerProperties } from './vitest.longer.ts';
import { plantedMistake } from './vitest.mutant.ts';

/** A time-out ends a test that hangs, and tells nothing else: no test takes as long, on however busy a machine. */
const HANGS_AFTER_MS = 30 * 60_000;

/** What chance there is in tests comes from here: a run is the same each time. `npm run soak` tries fresh ones. */
const SEED = process.env['GCEPOOL_TEST_SEED'] ?? '20170101';

const besideThis = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** What holds for the tests of all packages. */
export default defineConfig({
  plugins: [...plantedMistake(), ...longerProperties()],
  // Sibling packages resolve to their TypeScript sources, so tests need no build.
  ssr: { resolve: { conditions: ['@gcepool/source'] } },
  test: {
    globalSetup: [besideThis('vitest.environment.ts')],
    setupFiles: [besideThis('vitest.seed.ts')],
    env: { GCEPOOL_TEST_SEED: SEED },
    testTimeout: HANGS_AFTER_MS,
    hookTimeout: HANGS_AFTER_MS,
    teardownTimeout: HANGS_AFTER_MS,
    // What a test has put in the place of something global is taken back, though the test hang.
    unstubEnvs: true,
    unstubGlobals: true,
  },
});
