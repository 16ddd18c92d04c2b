import { Refusal } from '../kernel/refusal.ts';
import type { BatchPart } from '../api/batch.ts';
import { BATCH_TYPE, formatBatch, isBatchUrl, parseBatch } from '../api/batch.ts';
import { withMethodOverride } from '../api/method-override.ts';
import type { ApiRequest } from '../api/request.ts';
import type { ApiResponse, Delivery } from '../api/response.ts';
import { refused } from '../api/response.ts';
import { AnswerBody, answerBody } from './answer-body.ts';
import { withEtag } from './etag.ts';
import type { HttpAnswer } from './http-answer.ts';

/** What answers requests to the API: a simulator's `handle`. */
export type Handle = (request: ApiRequest) => ApiResponse | Promise<ApiResponse>;

/** Headers seen on every answer of the real service. */
const HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'application/json; charset=UTF-8',
  server: 'ESF',
  vary: 'Origin, X-Origin, Referer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'x-xss-protection': '0',
};

/** Answers what a transport brings: a request to the API, or a batch of them. */
export function answerHttp(handle: Handle, sent: ApiRequest): HttpAnswer | Promise<HttpAnswer> {
  const request = withMethodOverride(sent);
  if (request.method === 'POST' && isBatchUrl(request.url)) return answerBatch(handle, request);
  const response = handle(request);
  return response instanceof Promise ? response.then((later) => answerOf(request, later)) : answerOf(request, response);
}

const answerOf = (request: ApiRequest, response: ApiResponse): HttpAnswer =>
  ofBearableLength(request.url, () => {
    const body = bodyOf(response, request.url);
    return withEtag(request, httpOf(response, body.content), body);
  });

/** An answer in the API's JSON: indented, unless the URL asks for `prettyPrint=false`. */
export const toHttp = (response: ApiResponse, url: string): HttpAnswer =>
  ofBearableLength(url, () => httpOf(response, bodyOf(response, url).content));

function bodyOf({ body, text }: ApiResponse, url: string): AnswerBody {
  if (text !== undefined || body === undefined) return new AnswerBody(text ?? '');
  return answerBody(body, /[?&]prettyPrint=false(?:[&#]|$)/i.test(url));
}

const httpOf = ({ status, headers, delivery }: ApiResponse, body: HttpAnswer['body']): HttpAnswer => ({
  status,
  headers: body === '' ? headers : { ...HEADERS, ...headers },
  body,
  ...(delivery === undefined ? {} : { delivery }),
});

/** Gives what is made, unless that is longer than the longest text that there can be. */
function ofBearableLength(url: string, make: () => HttpAnswer): HttpAnswer {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return toHttp(refused(new Refusal(403, 'responseTooLarge', 'The response is too large to return.')), url);
  }
}

/** How long the calls of a batch are made before others have their turn. */
const TURN_MS = 20;

/** How long the answers to a batch may be together, in characters: a limit of ours, for they are put together at one go. */
const LONGEST_ANSWER = 16 * 1024 * 1024;

// Kept from the beginning, for tests replace timers.
const nextTurn = setImmediate;

/** Calls are made in order; one that is refused keeps none of the others from being made. Others are answered in between. */
async function answerBatch(handle: Handle, batch: ApiRequest): Promise<HttpAnswer> {
  try {
    const answers: (HttpAnswer & Pick<BatchPart, 'contentId'>)[] = [];
    let length = 0;
    let begun = performance.now();
    for (const { contentId, call } of parseBatch(batch)) {
      if (performance.now() - begun > TURN_MS) {
        await new Promise<void>((resolve) => nextTurn(resolve));
        begun = performance.now();
      }
      const made = length > LONGEST_ANSWER ? toHttp(refused(tooLong()), '') : await answerCall(handle, call);
      answers.push({ contentId, ...made });
      length += made.body.length;
    }
    const delivery = deliveryOfAll(answers);
    return {
      status: 200,
      headers: { ...HEADERS, 'content-type': BATCH_TYPE },
      body: formatBatch(answers),
      ...(delivery === undefined ? {} : { delivery }),
    };
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return toHttp(refused(refusal), batch.url);
  }
}

function answerCall(handle: Handle, call: BatchPart['call']): HttpAnswer | Promise<HttpAnswer> {
  if (call instanceof Refusal) return toHttp(refused(call), '');
  const meant = withMethodOverride(call);
  const response = handle(meant);
  return response instanceof Promise ? response.then((later) => toHttp(later, meant.url)) : toHttp(response, meant.url);
}

const tooLong = (): Refusal =>
  new Refusal(
    403,
    'responseTooLarge',
    `The answers to the calls before this one have ${LONGEST_ANSWER / 1024 ** 2} MiB: send several batches.`,
  );

/** A batch has one connection: what happens to the answer of one of its calls happens to all. */
function deliveryOfAll(answers: readonly Pick<HttpAnswer, 'delivery'>[]): Delivery | undefined {
  const deliveries = answers.flatMap(({ delivery }) => delivery ?? []);
  if (deliveries.length === 0) return undefined;
  const delayMs = deliveries.reduce((sum, one) => sum + (one.delayMs ?? 0), 0);
  const ends = deliveries.flatMap(({ truncateAt }) => truncateAt ?? []);
  return {
    ...(delayMs > 0 ? { delayMs } : {}),
    ...(deliveries.some(({ reset }) => reset) ? { reset: true as const } : {}),
    ...(ends.length > 0 ? { truncateAt: Math.min(...ends) } : {}),
  };
}
