import { defineConfig, mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

export default mergeConfig(
  shared,
  defineConfig({
    test: {
      include: ['**/*.test.ts'],
      // Two processors serve an API server, etcd, replicas and the test: one file at a time.
      fileParallelism: false,
    },
  }),
);
