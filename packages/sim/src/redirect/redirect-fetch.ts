import { ORIGINAL_HOST } from '../http/google-hosts.ts';
import { destinationOf } from './destination.ts';

/** A `fetch` that sends what is meant for Google to a simulator, and is otherwise the one it is given. */
export const redirectFetch =
  (fetch: typeof globalThis.fetch, simulator: URL): typeof globalThis.fetch =>
  async (input, init) => {
    const isPlain = typeof input === 'string' || input instanceof URL;
    const destination = destinationOf(new URL(isPlain ? input : input.url), simulator);
    if (destination === undefined) return fetch(input, init);
    const headers = new Headers(init?.headers ?? (isPlain ? undefined : input.headers));
    headers.set(ORIGINAL_HOST, destination.host);
    return fetch(isPlain ? destination.url : new Request(destination.url, input), { ...init, headers });
  };
