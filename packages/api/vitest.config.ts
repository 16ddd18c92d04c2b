import { configDefaults, defineProject, mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

export default mergeConfig(
  shared,
  defineProject({
    test: {
      include: ['{src,generator}/**/*.test.ts'],
      // Nothing here is in the place of anything global: files may share a process.
      isolate: false,
      exclude: [...configDefaults.exclude, '**/*.shared.test.ts'],
    },
  }),
);
