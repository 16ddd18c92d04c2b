import { joined } from '../kernel/bytes.ts';
import type { Refusal } from '../kernel/refusal.ts';
import { badRequest } from '../kernel/refusal.ts';
import type { ApiRequest } from './request.ts';

/** One call of a batch, or why it could not be read. */
export interface BatchPart {
  /** As the client wrote it, angle brackets and all. */
  readonly contentId: string | undefined;
  readonly call: ApiRequest | Refusal;
}

/** The answer to one call of a batch, as bytes travel. */
export interface BatchAnswer {
  readonly contentId: string | undefined;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

const MOST_CALLS = 1000;

/** Whether a URL is that of the batch endpoint, on whatever host. */
export const isBatchUrl = (url: string): boolean =>
  /^(?:https?:\/\/[^/]*)?\/batch\/compute\/(?:v1|beta|alpha)\/?(?:[?#]|$)/.test(url);

/**
 * Reads the calls of a batch: a `multipart/mixed` body of requests written out as HTTP, with any kind of line ends. What
 * the batch says in its own headers holds for every call that does not say otherwise, as its authorization.
 *
 * @throws Refusal for what is no batch, and for more than 1000 calls (documented)
 */
export function parseBatch(batch: ApiRequest): readonly BatchPart[] {
  const { 'content-type': contentType = '', 'content-length': _, ...headers } = batch.headers ?? {};
  const boundary = boundaryOf(contentType);
  if (boundary === undefined) {
    throw badRequest(
      `A batch is of type multipart/mixed and names its boundary; this one is of type '${contentType}'.`,
    );
  }
  const parts = splitParts(typeof batch.body === 'string' ? batch.body : '', boundary);
  if (parts.length === 0) throw badRequest('The batch has no calls between its boundaries.');
  if (parts.length > MOST_CALLS) throw badRequest(`A batch has at most ${MOST_CALLS} calls: send several.`);
  return parts.map((part) => readPart(part, headers));
}

function boundaryOf(contentType: string): string | undefined {
  if (!/^\s*multipart\/mixed\s*(?:;|$)/i.test(contentType)) return undefined;
  const found = /;\s*boundary=(?:"([^"]+)"|([^\s";]+))/i.exec(contentType);
  return found?.[1] ?? found?.[2];
}

/**
 * What stands between the boundaries; nothing before the first or after the closing one counts. They are searched for, and no
 * more of them than there may be: to take a long body apart line by line takes seconds.
 */
function splitParts(text: string, boundary: string): readonly string[] {
  const parts: string[] = [];
  const mark = `--${boundary}`;
  let start: number | undefined;
  for (let at = text.indexOf(mark); at !== -1 && parts.length <= MOST_CALLS; at = text.indexOf(mark, at + 1)) {
    if (at > 0 && text.charAt(at - 1) !== '\n') continue;
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    const rest = text.slice(at + mark.length, end).trimEnd();
    if (rest !== '' && rest !== '--') continue;
    if (start !== undefined) parts.push(text.slice(start, at).replace(/\r?\n$/, ''));
    if (rest === '--') return parts;
    start = end + 1;
  }
  if (start !== undefined) parts.push(text.slice(start));
  return parts;
}

function readPart(part: string, batchHeaders: Readonly<Record<string, string>>): BatchPart {
  const outer = splitHead(part);
  const inner = splitHead(outer.rest);
  const contentId = headersOf(outer.head)['content-id'];
  if (outer.isTooLong || inner.isTooLong) {
    return { contentId, call: badRequest(`The headers of a call in a batch have at most ${LONGEST_HEAD} characters.`) };
  }
  const [requestLine = '', ...lines] = inner.head;
  const found = /^([A-Z]+) (\S+)(?: HTTP\/[\d.]+)?$/.exec(requestLine.trim());
  if (found === null) {
    return {
      contentId,
      call: badRequest(`A call in a batch begins with a line such as 'GET /compute/v1/…', not '${requestLine}'.`),
    };
  }
  const [, method = '', url = ''] = found;
  return { contentId, call: { method, url, headers: { ...batchHeaders, ...headersOf(lines) }, body: inner.rest } };
}

/** As of a request that comes alone. */
const LONGEST_HEAD = 64 * 1024;

interface Split {
  readonly head: readonly string[];
  readonly rest: string;
  readonly isTooLong: boolean;
}

/** The lines before the first empty line, and what comes after. */
function splitHead(text: string): Split {
  const empty = /(?:^|\n)\r?\n/.exec(text);
  const length = empty?.index ?? text.length;
  const rest = empty === null ? '' : text.slice(length + empty[0].length);
  if (length > LONGEST_HEAD) return { head: [], rest, isTooLong: true };
  return { head: length === 0 ? [] : text.slice(0, length).split(/\r?\n/), rest, isTooLong: false };
}

function headersOf(lines: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return headers;
}

/** JSON has no line that begins with a hyphen, so no answer can contain it. */
const BOUNDARY = 'batch_gcepool';

export const BATCH_TYPE: string = `multipart/mixed; boundary=${BOUNDARY}`;

/** The body of the answer to a batch, of type {@link BATCH_TYPE}. */
export function formatBatch(answers: readonly BatchAnswer[]): Uint8Array {
  const encoder = new TextEncoder();
  const chunks: Uint8Array[] = [];
  let text = '';
  for (const { contentId, status, headers, body } of answers) {
    const head = [
      `--${BOUNDARY}`,
      'Content-Type: application/http',
      ...(contentId === undefined ? [] : [`Content-ID: ${responseIdOf(contentId)}`]),
      '',
      `HTTP/1.1 ${status} ${REASONS[status] ?? 'Status'}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      '',
      '',
    ];
    text += head.join('\r\n');
    if (typeof body === 'string') text += body;
    else {
      chunks.push(encoder.encode(text), body);
      text = '';
    }
    text += '\r\n';
  }
  return joined([...chunks, encoder.encode(`${text}--${BOUNDARY}--\r\n`)]);
}

/** `<a+1>` → `<response-a+1>` */
const responseIdOf = (contentId: string): string => contentId.replace(/^<?/, (bracket) => `${bracket}response-`);

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  204: 'No Content',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  412: 'Precondition Failed',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
};
