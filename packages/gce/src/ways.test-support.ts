import type { Simulator } from '@gcepool/sim';
import { handlers } from '@gcepool/sim/msw';
import { listen } from '@gcepool/sim/node';
import { setupServer } from 'msw/node';
import type { GceCloudOptions } from './index.ts';

/** A way from a cloud to a simulator. */
export interface Way {
  /** The options of the cloud that lead there, next to `project`. */
  readonly options: Partial<GceCloudOptions>;
  close(): Promise<void>;
}

/** The ways that this package promises to work over, unchanged. */
export const ways: Readonly<Record<string, (simulator: Simulator) => Promise<Way>>> = {
  /** No options at all: the host is the real one, and the credentials come from the simulated metadata server. */
  msw: async (simulator) => {
    const server = setupServer(...handlers(simulator));
    server.listen({ onUnhandledFrame: 'error' });
    return { options: {}, close: async () => server.close() };
  },
  server: async (simulator) => {
    const server = await listen(simulator);
    return { options: { endpoint: server.url }, close: () => server.close() };
  },
  fetch: async ({ fetch }) => ({ options: { fetch }, close: async () => {} }),
};
