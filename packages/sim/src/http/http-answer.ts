import type { Delivery } from '../api/response.ts';

/** An answer as bytes travel. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty when there is no body. */
  readonly text: string;
  /** Absent when the answer arrives at once and whole. */
  readonly delivery?: Delivery;
}
