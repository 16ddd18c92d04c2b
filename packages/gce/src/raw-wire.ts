import { AsyncLocalStorage } from 'node:async_hooks';
import { type AuthClient, type gaxios, PassThroughClient } from 'google-auth-library';
import type { Answer, Exchange } from './exchange.ts';
import { objectOr, parseJson } from './json.ts';

/**
 * The auth client that the Google clients are given: it signs with the real one, and swaps the bytes of the request and of the
 * answer for those of the {@link Exchange} that the call runs in.
 */
export class RawWire extends PassThroughClient {
  readonly #exchanges = new AsyncLocalStorage<Exchange>();
  readonly #signer: AuthClient;
  readonly #fetch: typeof fetch | undefined;

  constructor(signer: AuthClient, fetchImplementation: typeof fetch | undefined) {
    super({ universeDomain: signer.universeDomain });
    this.#signer = signer;
    this.#fetch = fetchImplementation;
  }

  /** Runs one call of a Google client with this exchange. */
  run<T>(exchange: Exchange, call: () => Promise<T>): Promise<T> {
    return this.#exchanges.run(exchange, call);
  }

  override request<T>(options: gaxios.GaxiosOptions): Promise<gaxios.GaxiosResponse<T>> {
    const exchange = this.#exchanges.getStore();
    if (exchange === undefined) throw new Error('a request left outside of an exchange: this is a bug of @gcepool/gce');
    const { body: _encodedByTheClient, ...rest } = options;
    return this.#signer.request<T>({
      ...rest,
      ...(exchange.body === undefined ? {} : { body: exchange.body }),
      params: exchange.undeclared,
      ...(this.#fetch === undefined ? {} : { fetchImplementation: this.#fetch }),
      // In place of the client's own, which nobody aborts.
      signal: exchange.signal,
      // Called for each attempt, so that a repetition after the signer refreshed its token is counted too.
      adapter: async <R>(
        config: gaxios.GaxiosOptionsPrepared,
        send: (config: gaxios.GaxiosOptionsPrepared) => gaxios.GaxiosPromise<R>,
      ): gaxios.GaxiosPromise<R> => {
        exchange.onSend(config.method ?? 'GET', config.url.href);
        exchange.isSent = true;
        const response = await send(config);
        const header = (name: string): string | undefined => response.headers.get(name) ?? undefined;
        const headers = { retryAfter: header('retry-after'), date: header('date') };
        exchange.answer = { status: response.status, text: await response.text(), ...headers };
        const standIn = standInFor(exchange.answer);
        // The client asks for the body as a stream, which is what R stands for.
        return Object.assign(standIn, { config, data: standIn.body as R });
      },
    });
  }
}

/**
 * What the client is given to decode in place of the answer: of a success nothing, of a refusal its code and message. It
 * must not see `details`: it reads 12 MB of descriptors anew, 0.6 s, for each error that has some.
 */
function standInFor({ status, text }: Answer): Response {
  if (status >= 200 && status < 300) return new Response('{}', { status: 200 });
  const { code, message } = objectOr(objectOr(parseJson(text))['error']);
  // A Response cannot be made with every status that can arrive (304 has no body).
  return new Response(JSON.stringify({ error: { code, message } }), { status: status >= 400 ? status : 502 });
}
