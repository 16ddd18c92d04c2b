import { configDefaults, defineConfig, mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

/** These put something in the place of `fetch`, timers, modules or what the machine has, which one that hangs would leave to those after it. */
const GLOBAL = [
  'src/transports/{delivery,hide-machine,msw,msw-2,same-answers}.test.ts',
  'src/runners/use-simulator.test.ts',
  'src/http/google-hosts.test.ts',
  'src/stores/postgres/announcements.test.ts',
  'src/simulation/clock.test.ts',
];
const exclude = [...configDefaults.exclude, '**/*.{shared,postgres}.test.ts'];

export default mergeConfig(
  shared,
  defineConfig({
    test: {
      projects: [
        {
          extends: true,
          test: {
            name: 'together',
            include: ['src/**/*.test.ts'],
            exclude: [...exclude, ...GLOBAL],
            // Files share the modules they import: to evaluate all collections anew for each takes longer than the tests.
            isolate: false,
          },
        },
        { extends: true, test: { name: 'each by itself', include: GLOBAL, exclude } },
      ],
    },
  }),
);
