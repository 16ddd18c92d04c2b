import type { Delivery } from '../api/response.ts';

/** An answer as bytes travel. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty when there is none. Nobody writes to bytes: others are answered with the same. */
  readonly body: string | Uint8Array;
  /** Absent when the answer arrives at once and whole. */
  readonly delivery?: Delivery;
  /** What is sent in its place, and at once, should that come while it is on its way; undefined until then. */
  readonly changed?: () => HttpAnswer | undefined;
}

/** How often, in milliseconds of real time, it is looked whether an answer on its way has changed. */
export const LOOK_MS = 50;

/** The text of a body. */
export const textOfBody = (body: HttpAnswer['body']): string =>
  typeof body === 'string' ? body : new TextDecoder().decode(body);
