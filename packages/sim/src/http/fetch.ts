import { badRequest, Refusal } from '../kernel/refusal.ts';
import { refused } from '../api/response.ts';
import type { Played } from './answer-google.ts';
import { answerGoogle } from './answer-google.ts';
import type { HttpAnswer } from './http-answer.ts';
import { toHttp } from './answer-http.ts';
import { deliver } from './deliver.ts';

/** Answers a request as `fetch` does: in the name of whichever of Google's hosts it is meant for. */
export async function fetchFrom(
  played: Played,
  input: Request | URL | string,
  init: RequestInit | undefined,
): Promise<Response> {
  const isPlain = typeof input === 'string' || input instanceof URL;
  const request = isPlain && isSimple(init) ? undefined : new Request(input, init);
  const url = isPlain ? String(input) : (request?.url ?? '');
  const headers = Object.fromEntries(request?.headers ?? new Headers(init?.headers));
  const method = (request?.method ?? init?.method ?? 'GET').toUpperCase();
  const { host, origin } = new URL(url, 'http://localhost');
  const signal = request?.signal ?? init?.signal;
  try {
    const body = request === undefined ? simpleBody(init) : await textOf(request);
    const answer = await answerGoogle(played, { host, method, url, headers, body, root: `${origin}/` });
    return await deliver(withoutBodyOf(method, answer), signal);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return deliver(withoutBodyOf(method, toHttp(refused(refusal), url)), signal);
  }
}

/** To HEAD a server answers without the body, whatever it says. */
const withoutBodyOf = (method: string, answer: HttpAnswer): HttpAnswer =>
  method === 'HEAD' ? { ...answer, body: '' } : answer;

/** Bodies that need no Request to be read. */
const isSimple = (init: RequestInit | undefined): boolean =>
  init?.body === undefined || init.body === null || (typeof init.body === 'string' && !isEncoded(init));

/** Also a text may say that it is compressed, and is then refused like any bytes that are not. */
const isEncoded = ({ headers }: RequestInit): boolean =>
  headers !== undefined && new Headers(headers).has('content-encoding');

const simpleBody = (init: RequestInit | undefined): string | undefined =>
  typeof init?.body === 'string' ? init.body : undefined;

async function textOf(request: Request): Promise<string> {
  if (request.headers.get('content-encoding') !== 'gzip' || request.body === null) return request.text();
  try {
    return await new Response(request.body.pipeThrough(new DecompressionStream('gzip'))).text();
  } catch {
    throw badRequest('The body is not what its Content-Encoding says: gzip.');
  }
}
