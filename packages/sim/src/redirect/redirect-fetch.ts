import { Refusal } from '../kernel/refusal.ts';
import { destinationOf } from './destination.ts';

/** A `fetch` that sends what is meant for Google to a simulator, and is otherwise the one it is given. */
export const redirectFetch =
  (fetch: typeof globalThis.fetch, simulator: URL): typeof globalThis.fetch =>
  async (input, init) => {
    const isPlain = typeof input === 'string' || input instanceof URL;
    const method = init?.method ?? (isPlain ? 'GET' : input.method);
    const destination = destinationOf(method, new URL(isPlain ? input : input.url), simulator);
    if (destination.kind === 'elsewhere') return fetch(input, init);
    if (destination.kind === 'refused') return refusalOf(destination.message);
    return typeof input === 'string' || input instanceof URL
      ? fetch(destination.url, init)
      : fetch(new Request(destination.url, input), init);
  };

/** An answer, and no error of the network, after which clients try again and again. */
const refusalOf = (message: string): Response =>
  Response.json(new Refusal(501, 'notImplemented', message).body, { status: 501 });
