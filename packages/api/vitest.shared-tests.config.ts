import { defineConfig } from 'vitest/config';

/** The tests that compare with material outside the repository; their result depends on it and must not be cached. */
export default defineConfig({ test: { include: ['{src,generator}/**/*.shared.test.ts'] } });
