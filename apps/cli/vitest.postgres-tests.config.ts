import { defineConfig, mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

/** The tests of the command on a real PostgreSQL, which they start themselves; they say so where there is none on this machine. */
export default mergeConfig(shared, defineConfig({ test: { include: ['src/**/*.postgres.test.ts'] } }));
