import { destinationOf } from './destination.ts';

/** A `fetch` that sends what is meant for Google to a simulator, and is otherwise the one it is given. */
export const redirectFetch =
  (fetch: typeof globalThis.fetch, simulator: URL): typeof globalThis.fetch =>
  async (input, init) => {
    const sent = typeof input === 'string' || input instanceof URL ? new URL(input) : new URL(input.url);
    const destination = destinationOf(sent, simulator);
    if (destination.kind === 'elsewhere') return fetch(input, init);
    if (destination.kind === 'refused') throw new TypeError(destination.message);
    return typeof input === 'string' || input instanceof URL
      ? fetch(destination.url, init)
      : fetch(new Request(destination.url, input), init);
  };
