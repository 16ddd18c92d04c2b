import { payloadText } from './payload.ts';
import type { ApiRequest } from './request.ts';

/**
 * The request with its body as the text that a client sends, which is made once for all who read and keep it. What JSON cannot say
 * stays what it is, for whoever reads it to refuse.
 */
export function withText(request: ApiRequest): ApiRequest {
  const { method, url, headers, body } = request;
  if (body === undefined || typeof body === 'string') return request;
  try {
    return { method, url, ...(headers === undefined ? {} : { headers }), body: payloadText(body) };
  } catch {
    return request;
  }
}
