import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { hostOfUrl } from '../http/answer-google.ts';
import { toHttp } from '../http/answer-http.ts';
import { nodeHttp } from '../kernel/node-modules.ts';
import type { Refusal } from '../kernel/refusal.ts';
import { refused } from '../api/response.ts';
import { deliverToSocket } from './deliver-to-socket.ts';
import type { HostGuard } from './host-guard.ts';
import { otherHostRefusal } from './protocol-error.ts';
import type { TlsOptions } from '../options/tls-options.ts';
import { isPassed } from './tunnels.ts';

/** Headers for this proxy alone (RFC 9110, 7.6.1). */
const HOP_BY_HOP = /^(?:connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade)$/i;

/** A listener that answers for Google's hosts and its own as the given one does, and passes other requests on, or refuses them. */
export const proxyListener =
  (own: RequestListener, checkHost: HostGuard, options: TlsOptions): RequestListener =>
  (request, response) => {
    // Only who takes this for a proxy sends a whole URL.
    const host = hostOfUrl(request.url ?? '/');
    if (host === undefined || checkHost(host) === undefined) own(request, response);
    else if (isPassed(request, options)) passOn(request, response);
    else {
      options.onRefused?.(host);
      refuse(response, otherHostRefusal(host), request.url ?? '/');
    }
  };

function refuse(response: ServerResponse, refusal: Refusal, url: string): void {
  deliverToSocket(response, toHttp(refused(refusal), url));
}

function passOn(request: IncomingMessage, response: ServerResponse): void {
  const { url = '', method } = request;
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !HOP_BY_HOP.test(name)));
  if (!/^http:/i.test(url) || !URL.canParse(url)) return refuse(response, otherHostRefusal(url), url);
  const sent = nodeHttp().request(url, { method, headers, agent: false }, (answer) => {
    const passed = Object.entries(answer.headers).filter(([name]) => !HOP_BY_HOP.test(name));
    response.writeHead(answer.statusCode ?? 502, Object.fromEntries(passed));
    pipeline(answer, response, () => undefined);
  });
  sent.on('error', ({ message }) => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502, { 'content-type': 'text/plain' }).end(`${url} cannot be reached: ${message}\n`);
  });
  pipeline(request, sent, () => undefined);
}
