import type { TestAPI } from 'vitest';
import type { ExploreOptions } from '../explore/explore-options.ts';
import type { Program } from '../explore/life.ts';
import type { Simulator } from '../simulator.ts';
import { peerError } from '../kernel/require-peer.ts';
import type { SimulatorUseOptions } from './use-simulator.ts';
import { useSimulator } from './use-simulator.ts';

const { test: base } = await import('vitest').catch((error: unknown) => {
  throw peerError('vitest', error);
});

/** What tests of `@gcepool/sim/vitest` are given. */
export interface GceFixtures {
  /** A fresh simulator, which answers Google's Compute Engine hosts and the metadata server while the test runs. */
  readonly gce: Simulator;
  /** What `gce` is made with; `test.override({ gceOptions: … })` sets it for a file or a `describe`. Default: `{}`. */
  readonly gceOptions: SimulatorUseOptions;
}

/** Many runs take longer than one test may. */
const LONGEST_MS = 600_000;

/** Options of `test.explore`. */
export interface ExploreTestOptions extends ExploreOptions {
  /** Milliseconds after which vitest gives the test up. Default: ten minutes. */
  readonly timeout?: number;
}

/** What `test` has beside what vitest's own has. */
export interface ExploringTest {
  /**
   * A test that fails where `explore` of `@gcepool/sim/explore` finds something.
   *
   * @example
   * test.explore('leaves nothing behind', async () => makeMachine('web-1'), { invariant: noLeaks() });
   */
  explore(name: string, program: Program, options?: ExploreTestOptions): void;
}

/**
 * vitest's `test` with a simulator for each test that asks for one. A test fails when it sent requests to Google hosts
 * that are not simulated, and with `leaks: 'fail'` when it left resources behind.
 *
 * @example
 * test('makes an address', async ({ gce }) => {
 *   await new AddressesClient().insert({ … });
 *   gce.calls.expectCalls({ 'addresses.insert': 1 });
 * });
 */
export const test: TestAPI<GceFixtures> & ExploringTest = Object.assign(
  base.extend<GceFixtures>({
    gceOptions: {},
    gce: async ({ gceOptions }, use) => {
      const inUse = useSimulator(gceOptions);
      await use(inUse.gce);
      await inUse.stop();
    },
  }),
  {
    explore: (name: string, program: Program, { timeout = LONGEST_MS, ...options }: ExploreTestOptions = {}) =>
      base(name, { timeout }, async () => {
        const { explore } = await import('../explore/explore.ts');
        await explore(program, options);
      }),
  },
);
