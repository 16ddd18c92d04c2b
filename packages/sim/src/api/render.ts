import type { ApiVersion } from '@gcepool/api';
import type { JsonObject } from '../kernel/json.ts';
import type { ApiResponse } from './response.ts';
import type { Call } from '../collections/call.ts';
import { inVersionOf } from './versioned.ts';
import { parseFieldMask, selectFields } from './field-mask.ts';

/**
 * Turns what a method answers into a response: in the version that was asked, and of the body the part that `fields` asks
 * for.
 *
 * @param written the latest version of the API through which anything was written
 */
export function render(call: Call, answer: JsonObject | undefined, written: ApiVersion): ApiResponse {
  if (answer === undefined) return { status: 204, headers: {} };
  const body = inVersionOf(call, answer, written);
  const fields = call.query.get('fields');
  const isPartial = fields !== undefined && fields !== '';
  return { status: 200, headers: {}, body: isPartial ? selectFields(body, parseFieldMask(fields)) : body };
}
