import type { JsonObject } from '../engine/json.ts';
import type { ApiResponse } from './response.ts';
import type { Call } from '../collections/call.ts';

/** Turns what a method answers into a response. */
export function render(_call: Call, body: JsonObject | undefined): ApiResponse {
  return body === undefined ? { status: 204, headers: {} } : { status: 200, headers: {}, body };
}
