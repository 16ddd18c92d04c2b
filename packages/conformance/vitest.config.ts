import { defineProject, mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

// The Google clients take their time to load on a busy machine.
export default mergeConfig(
  shared,
  defineProject({ test: { include: ['src/**/*.test.ts', 'lab/**/*.test.ts'], testTimeout: 30_000 } }),
);
