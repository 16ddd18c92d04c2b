import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { Agent, request as plainRequest } from 'node:http';
import { isIP } from 'node:net';
import { urlToHttpOptions } from 'node:url';
import { ORIGINAL_HOST } from '../http/google-hosts.ts';
import { destinationOf } from './destination.ts';

type OnResponse = (response: IncomingMessage) => void;
/** `request` of `node:http` or `node:https`, in all the forms they take. */
export type SendRequest = (
  target: RequestOptions | URL | string,
  options?: OnResponse | RequestOptions,
  onResponse?: OnResponse,
) => ClientRequest;

/** A `request` that sends what is meant for Google to a simulator, and is otherwise the one it is given. */
export function redirectRequest(send: SendRequest, protocol: 'http:' | 'https:', simulator: URL): SendRequest {
  // The module's own may be replaced by what this makes.
  const sendPlain = plainRequest;
  return (target, options, onResponse) => {
    const call = readCall(target, options, onResponse);
    const url = urlOf(call.options, protocol);
    const destination = url === undefined ? undefined : destinationOf(url, simulator);
    if (destination === undefined) return send(target, options, onResponse);
    const { agent: _agent, ...rest } = call.options;
    const { protocol: scheme, hostname, port, path } = urlToHttpOptions(destination.url);
    const headers = withHost(rest.headers, destination.host);
    // An agent of TLS cannot speak to the simulator; what else is asked for, as headers and timeouts, stays.
    const meant = { ...rest, protocol: scheme, hostname, host: hostname, port, path, headers, agent: new Agent() };
    return sendPlain(meant, call.onResponse);
  };
}

interface Call {
  readonly options: RequestOptions;
  readonly onResponse: OnResponse | undefined;
}

function readCall(
  target: RequestOptions | URL | string,
  options: OnResponse | RequestOptions | undefined,
  onResponse: OnResponse | undefined,
): Call {
  if (typeof target === 'object' && !(target instanceof URL)) {
    return { options: target, onResponse: typeof options === 'function' ? options : onResponse };
  }
  const more = typeof options === 'function' ? {} : options;
  const base = urlToHttpOptions(new URL(target));
  return { options: { ...base, ...more }, onResponse: typeof options === 'function' ? options : onResponse };
}

/** Undefined for sockets of the file system and for what is no host. */
function urlOf(options: RequestOptions, protocol: string): URL | undefined {
  const host = options.hostname ?? options.host;
  if (options.socketPath !== undefined || host === undefined || host === null) return undefined;
  const name = isIP(host) === 6 ? `[${host}]` : host;
  const path = options.path ?? '/';
  const url = `${options.protocol ?? protocol}//${name.replace(/:\d+$/, '')}${path.startsWith('/') ? path : `/${path}`}`;
  return URL.canParse(url) ? new URL(url) : undefined;
}

/** The simulator is called by its own name, and told whose part it plays. */
function withHost(headers: RequestOptions['headers'], host: string): NonNullable<RequestOptions['headers']> {
  if (Array.isArray(headers)) {
    // Names and values by turns.
    return [
      ...headers.filter((_, index) => headers[index - (index % 2)]?.toLowerCase() !== 'host'),
      ORIGINAL_HOST,
      host,
    ];
  }
  const others = Object.entries(headers ?? {}).filter(([name]) => name.toLowerCase() !== 'host');
  return { ...Object.fromEntries(others), [ORIGINAL_HOST]: host };
}
