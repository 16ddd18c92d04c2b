import { configDefaults, defineProject, mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

export default mergeConfig(
  shared,
  defineProject({
    test: {
      include: ['src/**/*.test.ts'],
      exclude: [...configDefaults.exclude, '**/*.shared.test.ts'],
      // Files share the modules they import: to evaluate all collections anew for each takes longer than the tests.
      isolate: false,
    },
  }),
);
