import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { RequestOptions } from 'node:https';
import { createInterface } from 'node:readline';
import { isJsonObject } from '../objects/json-object.ts';
import type { JsonObject } from '../objects/json-object.ts';
import { ApiServerError, errorOfStatus } from './api-server-error.ts';
import type { ApiRequest, ApiServer } from './api-server.ts';
import { keptConnections } from './kept-connections.ts';
import { sendRequest } from './send-request.ts';

/** Who asks and whom to trust: headers and certificates. Without an agent connections are kept for the next request. */
export type Credentials = Omit<RequestOptions, 'headers'> & { headers?: OutgoingHttpHeaders };

/** How an API server is reached. */
export interface HttpApiServerOptions {
  readonly server: string;
  readonly namespace?: string | undefined;
  /** Asked for before each request. */
  readonly credentials: () => Promise<Credentials>;
}

/** An answer that has not begun within this time does not come. */
const ANSWER_MS = 30_000;
/** A watch says something each minute, if only a bookmark; one that is silent for longer has lost its connection. */
const SILENCE_MS = 150_000;

/** An API server over HTTP. It makes one attempt for each request. */
export function httpApiServer({ server, namespace, credentials }: HttpApiServerOptions): ApiServer {
  const address = server.replace(/\/+$/, '');
  const agent = keptConnections(address);

  const open = async (request: ApiRequest, silenceMs: number): Promise<IncomingMessage> => {
    const asked = `${request.method ?? 'GET'} ${request.path} of ${address}`;
    try {
      const given = await credentials();
      const answer = await send(urlOf(address, request), request, { ...given, agent: given.agent ?? agent }, silenceMs);
      const { statusCode: status = 0 } = answer;
      if (status >= 200 && status < 300) return answer;
      throw errorOfStatus(asked, parsed(await textOf(answer)), status);
    } catch (error) {
      if (error instanceof ApiServerError) throw error;
      throw new ApiServerError(`${asked}: no answer: ${reasonOf(error)}`, 0, { cause: error });
    }
  };
  const brokeOff = (path: string, error: unknown): ApiServerError =>
    new ApiServerError(`${path} of ${address}: the answer broke off: ${reasonOf(error)}`, 0, { cause: error });
  const objectOn = (line: string, path: string): JsonObject => {
    const object = parsed(line);
    if (isJsonObject(object)) return object;
    throw new ApiServerError(`${path} of ${address}: the answer is no JSON object: ${line.slice(0, 80)}`, 0);
  };

  return {
    address,
    namespace,
    ask: async (request) => {
      const answer = await open(request, ANSWER_MS);
      const text = await textOf(answer).catch((error: unknown) => {
        throw brokeOff(request.path, error);
      });
      return objectOn(text, request.path);
    },
    follow: async (request) => {
      const answer = await open(request, SILENCE_MS);
      return (async function* lines() {
        try {
          for await (const line of createInterface({ input: answer }))
            if (line !== '') yield objectOn(line, request.path);
        } catch (error) {
          throw error instanceof ApiServerError ? error : brokeOff(request.path, error);
        } finally {
          answer.destroy();
        }
      })();
    },
  };
}

function urlOf(address: string, { path, query = {} }: ApiRequest): URL {
  const url = new URL(address + path);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
  return url;
}

function send(
  url: URL,
  { method = 'GET', body, signal }: ApiRequest,
  credentials: Credentials,
  silenceMs: number,
): Promise<IncomingMessage> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    ...credentials.headers,
    accept: 'application/json',
    'user-agent': 'gcepool',
    ...(text !== undefined && { 'content-type': contentTypeOf(method), 'content-length': Buffer.byteLength(text) }),
  };
  const options = { ...credentials, method, headers, ...(signal && { signal }) };
  return sendRequest(url, options, { text, silenceMs });
}

const contentTypeOf = (method: string): string =>
  method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';

async function textOf(answer: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  // Where a name stands for several addresses, the error of the whole says nothing.
  if (error instanceof AggregateError) return error.errors.map((each) => reasonOf(each)).join('; ');
  return error instanceof Error ? error.message : String(error);
}
