import type { TestAPI } from 'vitest';
import type { Simulator } from '../simulator.ts';
import { peerError } from '../transports/require-peer.ts';
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
export const test: TestAPI<GceFixtures> = base.extend<GceFixtures>({
  gceOptions: {},
  gce: async ({ gceOptions }, use) => {
    const inUse = useSimulator(gceOptions);
    await use(inUse.gce);
    await inUse.stop();
  },
});
