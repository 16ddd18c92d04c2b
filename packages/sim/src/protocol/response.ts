import type { JsonObject } from '../engine/json.ts';
import type { Refusal } from '../engine/refusal.ts';

/** The answer to a request to the API. */
export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent when there is no body. It shares structure with the simulator's state: do not write to it. */
  readonly body?: JsonObject;
}

/** The answer that says no. */
export const refused = ({ status, body }: Refusal): ApiResponse => ({ status, headers: {}, body });
