import type { Ignored } from '../kernel/ignored.ts';
import type { FaultKind } from './fault.ts';
import type { LoggedCall } from './logged-call.ts';

/** One request, and how it was answered. */
export interface CallRecord {
  /** Counts the requests, from 1 on. */
  readonly sequence: number;
  /** Virtual time of the answer, in milliseconds since the epoch. */
  readonly time: number;
  /** Such as `backendServices.insert`; absent where the URL is that of no method. */
  readonly method?: string;
  /** Such as `POST`. */
  readonly httpMethod: string;
  /** What the request was about: path of a resource or of a collection; the URL of a request that could not be read. */
  readonly path: string;
  readonly user: string;
  /** HTTP status of the answer; 0 if none arrived. */
  readonly status: number;
  /** Why it was refused, in GCE's word. */
  readonly reason?: string;
  readonly requestId?: string;
  /** What went wrong with it on demand. */
  readonly fault?: FaultKind;
  /** What it held to no effect: names, values and parameters that Compute does not know. */
  readonly ignored?: readonly Ignored[];
}

/** What is told of a call that was logged. */
export function recordOf(call: LoggedCall): CallRecord {
  const { sequence, time, method, httpMethod, path, user, status, more = {} } = call;
  const { reason, requestId, fault, ignored } = more;
  return {
    sequence,
    time,
    ...(method === undefined ? {} : { method }),
    httpMethod,
    path,
    user,
    status,
    ...(reason === undefined ? {} : { reason }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(fault === undefined ? {} : { fault }),
    ...(ignored === undefined ? {} : { ignored }),
  };
}
