import type { ApiRequest } from './request.ts';

/**
 * The request that a client means who sends another: one with a long URL comes as a POST whose body is the query, and
 * whose header tells the real method. gcloud and the Java client do so from 2048 characters on.
 */
export function withMethodOverride(request: ApiRequest): ApiRequest {
  const method = request.headers?.['x-http-method-override'];
  if (request.method !== 'POST' || method === undefined) return request;
  const { 'content-type': contentType = '', ...headers } = request.headers ?? {};
  const meant = method.trim().toUpperCase();
  if (!contentType.startsWith('application/x-www-form-urlencoded') || typeof request.body !== 'string') {
    return { ...request, method: meant };
  }
  const mark = request.url.includes('?') ? '&' : '?';
  return { method: meant, url: `${request.url}${mark}${request.body.trim()}`, headers };
}
