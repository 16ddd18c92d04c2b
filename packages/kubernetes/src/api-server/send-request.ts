import { request as requestHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { RequestOptions } from 'node:https';

interface Sent {
  readonly text: string | undefined;
  /** A connection on which nothing comes for so long is given up. */
  readonly silenceMs: number;
}

/**
 * Sends a request, and resolves when the answer begins. What only reads is sent again where a connection that was kept turns out to
 * have been closed by the server meanwhile: the request may never have reached it.
 */
export function sendRequest(url: URL, options: RequestOptions, sent: Sent): Promise<IncomingMessage> {
  const requestOver = url.protocol === 'http:' ? requestHttp : requestHttps;
  return new Promise((resolve, reject) => {
    const request = requestOver(url, options, resolve);
    request.setTimeout(sent.silenceMs, () =>
      request.destroy(new Error(`nothing came for ${sent.silenceMs / 1_000} s`)),
    );
    request.on('error', (error) => {
      if (options.method === 'GET' && request.reusedSocket && isReset(error)) {
        resolve(sendRequest(url, options, sent));
      } else reject(error);
    });
    request.end(sent.text);
  });
}

const isReset = (error: Error): boolean => 'code' in error && error.code === 'ECONNRESET';
