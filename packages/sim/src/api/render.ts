import type { JsonObject } from '../kernel/json.ts';
import type { ApiResponse } from './response.ts';
import type { Call } from '../collections/call.ts';
import { parseFieldMask, selectFields } from './field-mask.ts';

/** Turns what a method answers into a response: of the body, the part that `fields` asks for. */
export function render(call: Call, body: JsonObject | undefined): ApiResponse {
  if (body === undefined) return { status: 204, headers: {} };
  const fields = call.query.get('fields');
  const isPartial = fields !== undefined && fields !== '';
  return { status: 200, headers: {}, body: isPartial ? selectFields(body, parseFieldMask(fields)) : body };
}
