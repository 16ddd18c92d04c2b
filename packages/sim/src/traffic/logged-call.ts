import type { Call } from '../collections/call.ts';
import type { Ignored } from '../kernel/ignored.ts';
import type { Json } from '../kernel/json.ts';
import { asArray, asObject, asString } from '../kernel/json.ts';
import { pathOf } from '../kernel/self-link.ts';
import type { ApiRequest } from '../api/request.ts';
import type { ApiResponse } from '../api/response.ts';
import type { FaultKind } from './fault.ts';
import { keptText } from './kept-text.ts';
import { targetOf } from './target.ts';
import { own } from '../kernel/own.ts';

/**
 * What is remembered of a call: what `CallRecord` tells, and what the checks of the log look at. One is made for each
 * request, so it is small, and every one has the same fields.
 */
export interface LoggedCall {
  readonly sequence: number;
  readonly time: number;
  readonly method: string | undefined;
  readonly httpMethod: string;
  readonly path: string;
  readonly user: string;
  readonly status: number;
  readonly isMutation: boolean;
  /** Whether the service did as asked, whatever arrived. */
  readonly isAccepted: boolean;
  /** How many commands had changed the state before it, and how many it was itself. */
  readonly before: number;
  readonly commands: number;
  /** Absent of a call about which there is nothing more to say, as most reads. */
  readonly more: CallDetails | undefined;
}

/** What is remembered of some calls only. */
export interface CallDetails {
  readonly reason?: string | undefined;
  readonly requestId?: string | undefined;
  readonly fault?: FaultKind | undefined;
  /** The resource that an insert makes. */
  readonly created?: string | undefined;
  /** The operation that a mutation started and that was not done at once, or the one that was asked for. */
  readonly operation?: string | undefined;
  /** Whether that operation was still running. */
  readonly isRunning?: boolean;
  readonly pageToken?: string | undefined;
  readonly nextPageToken?: string | undefined;
  /** The fingerprint that a mutation could have sent and did not. */
  readonly missingFingerprint?: string | undefined;
  readonly ignored?: readonly Ignored[] | undefined;
  /** What was sent, of a call that changes something or wanted to; absent where there was no room for it any more. */
  readonly request?: ApiRequest | undefined;
  /** What was asked, of a read of which the path does not say it all, and of what could not be read. */
  readonly asked?: ApiRequest | undefined;
  /** Who answered in the place of the service as it was. */
  readonly instead?: AnsweredInstead | undefined;
}

/** A limit on requests, the lack of a permission, or an earlier state of the service. */
export type AnsweredInstead = 'limit' | 'permission' | 'earlier';

/** A longer name of a user is that of nobody. */
const LONGEST_NAME = 320;

/** When and as which request a call came, and what went wrong with it. */
export interface CallPlace {
  /** What was sent, where it is kept. */
  readonly kept?: ApiRequest | undefined;
  readonly asked?: ApiRequest | undefined;
  readonly instead?: AnsweredInstead | undefined;
  readonly sequence: number;
  readonly time: number;
  readonly before: number;
  readonly commands: number;
  readonly fault: FaultKind | undefined;
}

/** What is remembered of a call. `answered` is what the service said, `response` what arrives. */
export function loggedCall(
  place: CallPlace,
  call: Call,
  request: ApiRequest,
  answered: ApiResponse,
  response: ApiResponse,
): LoggedCall {
  const { sequence, time, before, commands, fault, kept, asked, instead } = place;
  const { method, query } = call;
  const isMutation = method.operationScope !== undefined;
  const isAccepted = answered.status >= 200 && answered.status < 300;
  const nextPageToken = isMutation || !isAccepted ? '' : asString(answered.body?.['nextPageToken']);
  const isPlain =
    !isMutation &&
    kept === undefined &&
    asked === undefined &&
    instead === undefined &&
    isAccepted &&
    fault === undefined &&
    query.size === 0 &&
    call.ignored === undefined &&
    nextPageToken === '' &&
    call.segment !== 'operations';
  return {
    sequence,
    time,
    method: method.id,
    httpMethod: request.method,
    path: targetOf(call),
    user: call.user.length > LONGEST_NAME ? keptText(call.user) : call.user,
    status: response.status,
    isMutation,
    isAccepted,
    before,
    commands,
    more: isPlain ? undefined : detailsOf(call, answered, response, place, nextPageToken),
  };
}

function detailsOf(
  call: Call,
  { status, body }: ApiResponse,
  response: ApiResponse,
  { fault, kept, asked, instead }: CallPlace,
  nextPageToken: string,
): CallDetails {
  const { method, segment, path, query, ignored } = call;
  const isChange = method.operationScope !== undefined && status > 0 && status < 300;
  const isPoll = method.operationScope === undefined && segment === 'operations' && path !== '';
  const isDone = body?.['status'] === 'DONE';
  const started = isChange && !isDone ? linked(body?.['selfLink']) : undefined;
  const isInsert = isChange && method.name === 'insert';
  return {
    reason: response.status >= 400 ? reasonOf(response) : undefined,
    requestId: queryText(query, 'requestId'),
    fault,
    created: isInsert ? (linked(body?.['targetLink']) ?? targetOf(call)) : undefined,
    operation: isPoll ? path : started,
    isRunning: (isChange || (isPoll && status === 200)) && !isDone,
    pageToken: queryText(query, 'pageToken'),
    nextPageToken: nextPageToken === '' ? undefined : keptText(nextPageToken),
    missingFingerprint: isChange ? missingFingerprint(call) : undefined,
    ignored,
    request: kept,
    asked,
    instead,
  };
}

/** What a request that could not be read holds may be anything. */
const excerpt = (text: unknown): string => (typeof text === 'string' ? keptText(text) : '');

/** Parameters of a query may be long, and are parts of a URL that may be longer. */
function queryText(query: Call['query'], name: string): string | undefined {
  const text = query.size === 0 ? undefined : query.get(name);
  return text === undefined ? undefined : keptText(text);
}

/** What is remembered of a request that was refused when it was read. */
export const unreadCall = (
  { sequence, time, before, commands, fault, asked, instead }: CallPlace,
  request: ApiRequest,
  method: string | undefined,
  response: ApiResponse,
  ignored: readonly Ignored[] | undefined,
): LoggedCall => ({
  sequence,
  time,
  method,
  httpMethod: excerpt(request.method),
  path: excerpt(request.url),
  user: excerpt(request.headers?.['x-gcepool-user']),
  status: response.status,
  isMutation: false,
  isAccepted: false,
  before,
  commands,
  more: { reason: reasonOf(response), fault, ignored, asked, instead },
});

const reasonOf = ({ body }: ApiResponse): string | undefined =>
  asString(asObject(asArray(asObject(body?.['error'])['errors'])[0])['reason']) || undefined;

const linked = (link: Json | undefined): string | undefined => pathOf(asString(link));

const FINGERPRINTS = ['fingerprint', 'labelFingerprint'];

/** The fingerprint field of a body that was left empty. What is new has none to send. */
function missingFingerprint({ model, method, body }: Call): string | undefined {
  if (method.request === undefined || method.name === 'insert') return undefined;
  const { properties } = model.schema(method.request);
  const field = FINGERPRINTS.find((name) => own(properties, name) !== undefined);
  return field === undefined || FINGERPRINTS.some((name) => asString(own(body, name)) !== '') ? undefined : field;
}
