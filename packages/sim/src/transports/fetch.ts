import type { ApiResponse } from '../protocol/response.ts';
import type { ApiRequest } from '../protocol/request.ts';
import { answerMetadata, isMetadataHost } from './metadata-server.ts';

/** Answers a request as `fetch` does: the Compute API, and on the metadata server's hosts the metadata server. */
export async function fetchFrom(
  handle: (request: ApiRequest) => ApiResponse,
  input: Request | URL | string,
  init: RequestInit | undefined,
): Promise<Response> {
  const isPlain = typeof input === 'string' || input instanceof URL;
  const request = isPlain && isSimple(init) ? undefined : new Request(input, init);
  const url = isPlain ? String(input) : (request?.url ?? '');
  const headers = Object.fromEntries(request?.headers ?? new Headers(init?.headers));
  const method = (request?.method ?? init?.method ?? 'GET').toUpperCase();
  const { hostname } = new URL(url, 'http://localhost');
  if (isMetadataHost(hostname)) return answerMetadata(method, url, headers);
  const body = request === undefined ? simpleBody(init) : await request.text();
  return toResponse(handle({ method, url, headers, body }), url);
}

/** Bodies that need no Request to be read. */
const isSimple = (init: RequestInit | undefined): boolean =>
  init?.body === undefined || init.body === null || typeof init.body === 'string';

const simpleBody = (init: RequestInit | undefined): string | undefined =>
  typeof init?.body === 'string' ? init.body : undefined;

/** GCE answers indented JSON unless `prettyPrint=false` asks otherwise. */
export function bodyText(response: ApiResponse, url: string): string {
  if (response.body === undefined) return '';
  return /[?&]prettyPrint=false\b/i.test(url)
    ? JSON.stringify(response.body)
    : `${JSON.stringify(response.body, undefined, 2)}\n`;
}

/** Headers seen on every answer of the real service. */
export const RESPONSE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'application/json; charset=UTF-8',
  vary: 'Origin, X-Origin, Referer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'x-xss-protection': '0',
};

function toResponse(response: ApiResponse, url: string): Response {
  const headers = { ...RESPONSE_HEADERS, ...response.headers };
  if (response.body === undefined) return new Response(null, { status: response.status, headers: response.headers });
  return new Response(bodyText(response, url), { status: response.status, headers });
}
