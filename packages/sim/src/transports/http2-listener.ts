import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';

/** Answers requests of HTTP/2 as a listener answers those of HTTP/1.1. */
export const http2Listener =
  (answer: RequestListener) =>
  (request: Http2ServerRequest, response: Http2ServerResponse): void => {
    const { headers, url, method } = request;
    const host = headers[':authority'] ?? headers.host;
    // HTTP/2 has no header that says whether there is a body.
    const body = request.stream.endAfterHeaders ? {} : { 'transfer-encoding': 'chunked' };
    const plain = Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(':')));
    Object.defineProperties(request, {
      url: { value: url },
      method: { value: method },
      headers: { value: { ...plain, ...body, ...(host !== undefined && { host }) } },
      // HTTP/2 has one name for the host; who sends the header beside it means the same, or is refused by the guard of hosts.
      rawHeaders: {
        value: [...new Set([host, headers.host])].flatMap((one) => (one === undefined ? [] : ['host', one])),
      },
    });
    // Node's layer for compatibility: all that the listener uses is there.
    answer(request as unknown as IncomingMessage, response as unknown as ServerResponse);
  };
