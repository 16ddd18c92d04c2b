import { defineConfig, mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

/** The tests that compare with material outside the repository; their result depends on it and must not be cached. */
export default mergeConfig(shared, defineConfig({ test: { include: ['{src,generator}/**/*.shared.test.ts'] } }));
