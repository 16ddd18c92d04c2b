import { configDefaults, defineProject, mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

export default mergeConfig(
  shared,
  defineProject({
    test: {
      include: ['{src,generator}/**/*.test.ts'],
      exclude: [...configDefaults.exclude, '**/*.shared.test.ts'],
    },
  }),
);
