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
  const fields = call.query.get('fields') ?? '';
  if (call.model.version === 'v1' && written === 'v1' && fields === '')
    return { status: 200, headers: {}, body: answer };
  const form = `${call.model.version} ${written} ${call.method.id} ${fields}`;
  const last = renderedLast.get(answer);
  if (last?.form === form) return { status: 200, headers: {}, body: last.body };
  const whole = inVersionOf(call, answer, written);
  const body = fields === '' ? whole : selectFields(whole, parseFieldMask(fields));
  renderedLast.set(answer, { form, body });
  return { status: 200, headers: {}, body };
}

interface Rendered {
  readonly form: string;
  readonly body: JsonObject;
}

/** An answer that is given again, as to who polls, is often asked for in the same form. */
const renderedLast = new WeakMap<JsonObject, Rendered>();
