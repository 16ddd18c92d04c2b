import { ignoredHeader } from './ignored-header.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { Ignored } from '../kernel/ignored.ts';
import type { Refusal } from '../kernel/refusal.ts';

/** What happens to an answer on its way; transports carry it out. */
export interface Delivery {
  /** How long the answer is on its way, in milliseconds of real time. */
  readonly delayMs?: number;
  /** The connection is reset, and nothing of the answer arrives. */
  readonly reset?: true;
  /** The connection ends after so many bytes of the body. */
  readonly truncateAt?: number;
}

/** The answer to a request to the API. */
export interface ApiResponse {
  /** 0 when the connection is reset and no answer arrives. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent when there is no body. It shares structure with the simulator's state: do not write to it. */
  readonly body?: JsonObject;
  /** What is sent where the answer is no JSON, of the type that its headers name. */
  readonly text?: string;
  /** Absent when the answer arrives at once and whole. */
  readonly delivery?: Delivery;
}

/** The answer that says no. */
export const refused = ({ status, body, ignored }: Refusal): ApiResponse => ({
  status,
  headers: ignoredHeader(ignored),
  body,
});

/** The answer to a call, with what the call holds to no effect. */
export const withIgnored = (
  { ignored }: { readonly ignored?: readonly Ignored[] | undefined },
  response: ApiResponse,
): ApiResponse =>
  ignored === undefined ? response : { ...response, headers: { ...response.headers, ...ignoredHeader(ignored) } };
