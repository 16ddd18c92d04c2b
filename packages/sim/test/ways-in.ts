import { setupServer } from 'msw/node';
import type { Simulator } from '../src/index.ts';
import { handlers } from '../src/transports/msw.ts';
import { listen } from '../src/transports/node.ts';

/** A way to a simulator, open until it is disposed of. */
export interface WayIn extends AsyncDisposable {
  readonly base: string;
  readonly fetch: typeof fetch;
}

const GOOGLE = 'https://compute.googleapis.com';

/** Every way into a simulator, by name. */
export const waysIn: Readonly<Record<string, (simulator: Simulator) => Promise<WayIn>>> = {
  fetch: (simulator) =>
    Promise.resolve({ base: GOOGLE, fetch: simulator.fetch, [Symbol.asyncDispose]: () => Promise.resolve() }),
  msw: (simulator) => {
    const server = setupServer(...handlers(simulator));
    server.listen();
    return Promise.resolve({
      base: GOOGLE,
      // msw replaces the global one.
      fetch: (...call) => fetch(...call),
      [Symbol.asyncDispose]: async () => server.close(),
    });
  },
  server: async (simulator) => {
    const server = await listen(simulator);
    return { base: server.url, fetch, [Symbol.asyncDispose]: () => server.close() };
  },
};
